import { beforeEach, describe, expect, it } from 'vitest';
import { navigation } from '../../../renderer/app/navigation.svelte.ts';
import { notices } from '../../../renderer/app/notices.svelte.ts';

function problem(code: string) {
  return { code, message: `${code} happened.`, nextStep: 'Try again.' };
}
function codes() {
  return notices.list.map(({ code }) => code);
}

beforeEach(() => {
  for (const { id } of notices.list) notices.close(id);
  navigation.go('photos');
});

describe('a problem', () => {
  it('is told once, however often it happens', () => {
    notices.show(problem('disk-full'));
    notices.show(problem('other'));
    notices.show(problem('disk-full'));
    expect(codes()).toEqual(['other', 'disk-full']);
  });

  it('leaves with its place, and stays where it is while one remains', () => {
    notices.show(problem('disk-full'));
    navigation.go('photos');
    expect(codes()).toEqual(['disk-full']);
    navigation.go('models');
    expect(codes()).toEqual([]);
  });

  it('that is true everywhere goes along', () => {
    notices.show(problem('database'), { everywhere: true });
    navigation.go('models');
    expect(codes()).toEqual(['database']);
  });

  it('leaves with its cause', () => {
    notices.show(problem('disk-full'));
    notices.settle('disk-full');
    expect(codes()).toEqual([]);
  });

  it('gives way to newer ones when there are more than anybody reads', () => {
    for (const code of ['one', 'two', 'three', 'four', 'five']) notices.show(problem(code));
    expect(codes()).toEqual(['two', 'three', 'four', 'five']);
  });
});

describe('news', () => {
  it('is seen and spoken, and takes the place of the last of its kind', () => {
    notices.tell({ code: 'labels', message: '1 photo labelled Cat' });
    notices.tell({ code: 'labels', message: '1 photo labelled Dog' });
    expect(notices.list).toMatchObject([{ kind: 'news', message: '1 photo labelled Dog' }]);
    expect(notices.announcement.trim()).toBe('1 photo labelled Dog');
  });

  it('never hides a problem', () => {
    notices.show(problem('disk-full'));
    notices.tell({ code: 'labels', message: '1 photo labelled Cat' });
    expect(codes()).toEqual(['disk-full', 'labels']);
  });
});
