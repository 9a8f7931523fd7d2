import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem, TaskState } from '../../../electron/contract.ts';
import { navigation } from '../../../renderer/app/navigation.svelte.ts';
import { notices } from '../../../renderer/app/notices.svelte.ts';
import { tellOutcome } from '../../../renderer/app/outcomes.ts';

const problem: Problem = { code: 'download-offline', parameters: {} };

function downloadOf(phase: TaskState['phase']): TaskState<'eye-download'> {
  return {
    taskId: 1,
    kind: 'eye-download',
    libraryId: null,
    phase,
    done: 0,
    total: 100,
    millisecondsLeft: null,
    canPause: false,
    canCancel: true,
    problem: phase === 'failed' ? problem : null,
    details: { step: 'downloading' },
  };
}

function codes() {
  return notices.list.map(({ code }) => code);
}

beforeEach(() => {
  for (const { id } of notices.list) notices.close(id);
  navigation.go('home');
});

describe('how a task ended', () => {
  it('is told as a problem that goes along to other places, since the task belongs to none', () => {
    tellOutcome(downloadOf('failed'));
    navigation.go('photos');
    expect(notices.list).toMatchObject([{ kind: 'problem', code: 'download-offline' }]);
  });

  it('takes back the problem of the last one of its kind', () => {
    tellOutcome(downloadOf('failed'));
    tellOutcome(downloadOf('done'));
    expect(codes()).toEqual(['eye-download']);
  });

  it('is not told of what the person cancelled', () => {
    tellOutcome(downloadOf('cancelled'));
    expect(codes()).toEqual([]);
  });
});
