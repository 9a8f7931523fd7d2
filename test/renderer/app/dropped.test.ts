import { describe, expect, it } from 'vitest';
import { sortDropped } from '../../../renderer/app/dropped.ts';

describe('dropped files', () => {
  it('are told apart by their endings, whatever their case', () => {
    expect(
      sortDropped(['/a/cats', '/a/MobileNet.ONNX', '/a/friend.purrmodel', '/a/onnx', '/a/b.jpg']),
    ).toEqual({
      models: ['/a/friend.purrmodel'],
      networks: ['/a/MobileNet.ONNX'],
      others: ['/a/cats', '/a/onnx', '/a/b.jpg'],
    });
  });
});
