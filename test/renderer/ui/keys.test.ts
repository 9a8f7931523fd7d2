import { expect, it } from 'vitest';
import { signsOf } from '../../../renderer/ui/keys.ts';

it.each([
  ['a Latin letter, wherever it lies', 'z', 'KeyY', ['z']],
  ['a Latin letter with an accent', 'É', 'Digit2', ['é']],
  ['a Cyrillic letter', 'С', 'KeyC', ['с', 'c']],
  ['a Greek letter', 'δ', 'KeyD', ['δ', 'd']],
  ['an Arabic letter', 'ئ', 'KeyZ', ['ئ', 'z']],
  ['an Arabic digit', '٠', 'Digit0', ['٠', '0']],
  ['a sign over a digit', '&', 'Digit1', ['&', '1']],
  ['a letter where no letter of another keyboard lies', 'ж', 'Semicolon', ['ж']],
  ['a key with a name', 'Backspace', 'Backspace', ['backspace']],
])('takes %s for what it may stand for', (_, key, code, signs) => {
  expect(signsOf({ key, code })).toEqual(signs);
});
