import { describe, expect, it } from 'vitest';
import { classify } from '../../../renderer/answers/classify.svelte.ts';
import {
  openModelFile,
  saveModelFile,
  welcomeModel,
} from '../../../renderer/models/model-files.ts';
import { navigation } from '../../../renderer/app/navigation.svelte.ts';
import { notices } from '../../../renderer/app/notices.svelte.ts';
import type { Problem } from '../../../electron/contract.ts';
import { noticeOf } from '../../../renderer/ui/problem-words.ts';
import { modelOf } from '../examples.ts';
import { answerCallsWith } from '../library.ts';

const mine = modelOf(1, { isCurrent: true });
const friends = modelOf(2, { name: 'From a friend' });
const PROBLEM: Problem = { code: 'model-file-damaged', parameters: { fileName: 'a.purrmodel' } };

/** Main with two models; what opening or saving a file answers is the test's affair. */
function answerFilesWith(value: unknown, ok = true): void {
  answerCallsWith((name) => {
    if (name === 'models.list') return Promise.resolve({ ok: true, value: [mine, friends] });
    return Promise.resolve(ok ? { ok: true, value } : { ok: false, problem: PROBLEM });
  });
}

describe('a model file', () => {
  it('that is opened leads to where its model answers, and says so', async () => {
    navigation.go('models');
    answerFilesWith(friends);
    await openModelFile('/x/friend.purrmodel');
    expect(navigation.place).toBe('answers');
    expect(classify.model?.name).toBe('From a friend');
    expect(notices.list.at(-1)).toMatchObject({
      kind: 'news',
      message: '“From a friend” was opened.',
    });
  });

  it('opened from the system’s file manager leads to the same place', async () => {
    navigation.go('home');
    answerFilesWith(null);
    await welcomeModel(mine.id);
    expect(navigation.place).toBe('answers');
    expect(classify.model?.name).toBe(mine.name);
  });

  it('changes nothing when its dialog is closed or it cannot be read', async () => {
    navigation.go('models');
    answerFilesWith(null);
    await openModelFile(null);
    expect(navigation.place).toBe('models');
    answerFilesWith(null, false);
    await openModelFile('/x/broken.purrmodel');
    expect(navigation.place).toBe('models');
    expect(notices.list.at(-1)).toMatchObject({ kind: 'problem', ...noticeOf(PROBLEM) });
  });

  it('that was saved is spoken of; one that was not, is not', async () => {
    notices.announce('');
    answerFilesWith(false);
    await saveModelFile(mine);
    expect(notices.announcement.trim()).toBe('');
    answerFilesWith(true);
    await saveModelFile(mine);
    expect(notices.announcement.trim()).toBe('Model 1 was saved as a file.');
    expect(notices.latest?.message).toBe('Model 1 was saved as a file.');
  });
});
