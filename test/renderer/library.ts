import type {
  CallName,
  EventName,
  Events,
  LibraryContents,
  Mark,
  MarkChange,
  Outcome,
  Payload,
} from '../../electron/contract.ts';

export const CATEGORIES = [
  { id: 11, position: 0, name: 'Cat', key: 'c' },
  { id: 12, position: 1, name: 'Dog', key: 'd' },
];

/** Contents of a library whose photos have the ids 1, 2, 3, … and these marks. */
export function contentsOf(marks: Mark[], statuses = marks.map(() => 1)): LibraryContents {
  return {
    library: {
      id: 7,
      name: 'Pets',
      kind: 'folders',
      folders: ['/pets'],
      photoCount: marks.length,
      labelledCount: marks.filter((mark) => mark > 0).length,
      openedAt: 0,
    },
    categories: CATEGORIES,
    photoIds: Uint32Array.from(marks, (_, index) => index + 1),
    marks: Int32Array.from(marks),
    statuses: Uint8Array.from(statuses),
    canUndo: false,
    canRedo: false,
  };
}

/** The change that a committed label answers with. */
export function committed(photoIds: number[], mark: Mark): MarkChange {
  return {
    libraryId: 7,
    photoIds: Uint32Array.from(photoIds),
    marks: Int32Array.from(photoIds, () => mark),
    statuses: Uint8Array.from(photoIds, () => 1),
    canUndo: true,
    canRedo: false,
  };
}

export type Answer = (name: CallName, payload: unknown) => Promise<Outcome<unknown>>;

/** Stands where the preload script puts the way to main; returns the way to tell of an event. */
export function answerCallsWith(answer: Answer) {
  const listeners: { name: EventName; listener: (payload: never) => void }[] = [];
  const bridge = {
    call: <Name extends CallName>(name: Name, payload: Payload<Name>) => answer(name, payload),
    listen: (name: EventName, listener: (payload: never) => void) => {
      listeners.push({ name, listener });
      return () => undefined;
    },
    pathOf: () => '',
    platform: 'linux',
  };
  Object.assign(globalThis, { window: { purrceptron: bridge } });
  return <Name extends EventName>(name: Name, payload: Events[Name]): void => {
    for (const { listener } of listeners.filter((one) => one.name === name)) {
      listener(payload as never);
    }
  };
}
