import { expect, test } from 'vitest';
import { parsePictureAddress } from '../../../../electron/jobs/pictures/picture-address.ts';

test('the small and the large picture of a photo, whatever the version', () => {
  expect(parsePictureAddress('thumb://photo/12?v=3')).toEqual({
    kind: 'photo',
    id: 12,
    large: false,
  });
  expect(parsePictureAddress('thumb://photo/12/large')).toEqual({
    kind: 'photo',
    id: 12,
    large: true,
  });
});

test('the small and the large picture of a classified photo', () => {
  expect(parsePictureAddress('thumb://classified/3')).toEqual({
    kind: 'classified',
    id: 3,
    large: false,
  });
  expect(parsePictureAddress('thumb://classified/3/large')).toEqual({
    kind: 'classified',
    id: 3,
    large: true,
  });
});

test('anything else is nobody', () => {
  for (const address of [
    'thumb://photo/0',
    'thumb://photo/-1',
    'thumb://photo/1/../2x',
    'thumb://photo/',
    'thumb://elsewhere/1',
    'thumb://classified/1/larger',
    'thumb://photo/..%2f..%2fetc',
  ]) {
    expect(parsePictureAddress(address)).toBeNull();
  }
});
