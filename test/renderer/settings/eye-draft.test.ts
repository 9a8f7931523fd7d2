import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../../electron/contract.ts';
import { noticeOf } from '../../../renderer/ui/problem-words.ts';
import type { EyeCandidate, Outcome } from '../../../electron/contract.ts';
import { EyeDraft } from '../../../renderer/settings/eye-draft.svelte.ts';
import { eyes } from '../../../renderer/settings/eyes.svelte.ts';
import { notices } from '../../../renderer/app/notices.svelte.ts';
import { photos } from '../../../renderer/photos/photos.svelte.ts';
import { eyeOf } from '../examples.ts';
import { answerCallsWith, contentsOf } from '../library.ts';

const candidate: EyeCandidate = {
  candidateId: 3,
  fileName: 'mobilenet_v2.onnx',
  byteSize: 8_900_000,
  contentHash: 'ab'.repeat(32),
  width: 224,
  height: 224,
  layout: 'NHWC',
  outputs: [
    { name: 'features', featureCount: 1280 },
    { name: 'logits', featureCount: 1000 },
  ],
  suggestedPreset: 'minus-one-to-one',
};
const problem: Problem = { code: 'eye-crashed', parameters: {} };

interface Request {
  name: string;
  payload: unknown;
  answer: (outcome: Outcome<unknown>) => void;
}
let requests: Request[];

/** Main as far as these tests need it: it looks into every file, and answers the rest when told to. */
beforeEach(() => {
  requests = [];
  photos.clear();
  answerCallsWith((name, payload) => {
    if (name === 'eyes.inspect') return Promise.resolve({ ok: true, value: candidate });
    if (name === 'eyes.list') return Promise.resolve({ ok: true, value: [eyeOf('own')] });
    return new Promise((answer) => requests.push({ name, payload, answer }));
  });
});

async function opened(): Promise<EyeDraft> {
  const draft = new EyeDraft();
  await draft.inspect('/x/mobilenet_v2.onnx');
  return draft;
}

async function answered(name: string, outcome: Outcome<unknown>): Promise<void> {
  await vi.waitFor(() => expect(requests.some((one) => one.name === name)).toBe(true));
  const place = requests.findIndex((one) => one.name === name);
  requests.splice(place, 1)[0].answer(outcome);
}

function previewOf(smallest: number) {
  return {
    ok: true as const,
    value: { picture: new Uint8Array([137]), smallest, largest: 1 },
  };
}

describe('an ONNX file on its way to become an eye', () => {
  it('opens with the name, output and preset that suit it, and shows a photo', async () => {
    const draft = await opened();
    expect(draft).toMatchObject({ name: 'mobilenet_v2', output: 'features' });
    expect(draft.preset).toBe('minus-one-to-one');
    expect(draft.preview).toBeNull();
    await answered('eyes.preview', previewOf(-1));
    await vi.waitFor(() => expect(draft.preview?.smallest).toBe(-1));
  });

  it('shows the first photo that could be read, or a drawn one where no library is open', async () => {
    await opened();
    photos.replace(contentsOf([0, 0, 0], [2, 1, 1]));
    await opened();
    expect(requests.map(({ payload }) => (payload as { photoId: unknown }).photoId)).toEqual([
      null,
      2,
    ]);
  });

  it('never shows the picture of a preset that was left', async () => {
    const draft = await opened();
    draft.choosePreset('bytes');
    await answered('eyes.preview', previewOf(-1));
    await answered('eyes.preview', previewOf(0));
    await vi.waitFor(() => expect(draft.preview).not.toBeNull());
    expect(draft.preview?.smallest).toBe(0);
  });

  it('can be added though the photo could not be shown', async () => {
    const draft = await opened();
    await answered('eyes.preview', { ok: false, problem });
    await vi.waitFor(() => expect(draft.previewProblem).toEqual(problem));
    expect(draft.ready).toBe(true);
  });

  it('is added as it was chosen, and then is among the eyes', async () => {
    const draft = await opened();
    draft.name = '  My eye ';
    draft.output = 'logits';
    draft.choosePreset('imagenet');
    const done = draft.add();
    expect([draft.adding, draft.ready]).toEqual([true, false]);
    const request = requests.find(({ name }) => name === 'eyes.add');
    expect(request?.payload).toEqual({
      candidateId: 3,
      name: 'My eye',
      preset: 'imagenet',
      output: 'logits',
    });
    await answered('eyes.add', { ok: true, value: eyeOf('own') });
    await done;
    expect(draft.candidate).toBeNull();
    expect(eyes.byId('own@1')?.name).toBe('Own');
    expect(notices.announcement.trim()).toBe('My eye was added to your eyes.');
  });

  it('says beside its button why it was not added, and can be tried again', async () => {
    const draft = await opened();
    const done = draft.add();
    await answered('eyes.add', { ok: false, problem });
    await done;
    expect(draft.problem).toEqual(problem);
    expect([draft.candidate, draft.ready]).toEqual([candidate, true]);
  });

  it('that fails after its dialog was closed says so as a notice', async () => {
    const draft = await opened();
    const done = draft.add();
    draft.close();
    await answered('eyes.add', { ok: false, problem });
    await done;
    expect(draft.problem).toBeNull();
    expect(notices.list.at(-1)).toMatchObject(noticeOf(problem));
  });

  it('needs a name', async () => {
    const draft = await opened();
    draft.name = '  ';
    expect(draft.ready).toBe(false);
  });
});
