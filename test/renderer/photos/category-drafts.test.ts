import { expect, it } from 'vitest';
import { complaintAbout } from '../../../renderer/photos/category-drafts.ts';

function drafts(...kinds: [name: string, key: string][]) {
  return kinds.map(([name, key], id) => ({ id, name, key }));
}

it('finds nothing wrong with names and keys that differ', () => {
  expect(complaintAbout(drafts(['Luna', 'l'], ['Milo', '7'], ['Both', 'B']))).toBe('');
});

it.each(['с', 'д', 'γ', 'ق', 'ñ', 'ש', 'か'])(
  'takes %s, a letter of any script, as a key',
  (key) => {
    expect(complaintAbout(drafts(['Luna', key], ['Milo', key.toUpperCase()]))).toMatch(
      /key of its own/,
    );
    expect(complaintAbout(drafts(['Luna', key], ['Milo', 'm']))).toBe('');
  },
);

it.each([
  ['a kind without a name', drafts(['  ', 'l'], ['Milo', 'm']), /name/],
  ['two of one name, however written', drafts(['Luna', 'l'], [' LUNA ', 'm']), /name of its own/],
  ['a key that the app uses itself', drafts(['Luna', 'X'], ['Milo', 'm']), /X already/],
  ['a key that is a sign', drafts(['Luna', '?'], ['Milo', 'm']), /one letter or a digit/],
  ['a key that is two signs', drafts(['Luna', 'lu'], ['Milo', 'm']), /one letter or a digit/],
  ['a kind without a key', drafts(['Luna', ''], ['Milo', 'm']), /one letter or a digit/],
  ['two of one key', drafts(['Luna', 'l'], ['Lily', 'L']), /key of its own/],
])('says what is wrong with %s', (_, kinds, words) => {
  expect(complaintAbout(kinds)).toMatch(words);
});
