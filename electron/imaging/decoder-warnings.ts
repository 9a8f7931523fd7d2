/**
 * libjpeg fills what is missing in a scan with grey and only warns. libvips keeps one list of warnings
 * for all its threads, so that one is told beside whichever picture is finished next. Therefore every
 * photo that is in hand when a warning comes is suspected, and each suspect is decoded once more while
 * nothing else is: what is warned of then is its own.
 */

interface InHand {
  isSuspected: boolean;
}

const inHand = new Set<InHand>();
/** What waits until nothing is in hand, first come first. */
const waitingAlone: (() => void)[] = [];
/** What waits until those that want to be alone had their turn. */
const waitingTogether: (() => void)[] = [];
let isAlone = false;
let heardAlone: string[] = [];

/** To be called with every warning that any decoding gives. */
export function hearWarning(words: string): void {
  if (isAlone) heardAlone.push(words);
  for (const photo of inHand) photo.isSuspected = true;
}

function letNextIn(): void {
  if (isAlone || inHand.size > 0) return;
  const next = waitingAlone.shift();
  if (next !== undefined) {
    isAlone = true;
    next();
  } else {
    for (const enter of waitingTogether.splice(0)) enter();
  }
}

async function enterTogether(photo: InHand): Promise<void> {
  while (isAlone || waitingAlone.length > 0) {
    await new Promise<void>((enter) => waitingTogether.push(enter));
  }
  inHand.add(photo);
}

/** Does work on a photo beside others, and tells whether a warning came that may be about it. */
export async function besideOthers<Value>(
  work: () => Promise<Value>,
): Promise<{ value: Value; isSuspected: boolean }> {
  const photo: InHand = { isSuspected: false };
  if (isAlone || waitingAlone.length > 0) await enterTogether(photo);
  else inHand.add(photo);
  try {
    const value = await work();
    return { value, isSuspected: photo.isSuspected };
  } finally {
    inHand.delete(photo);
    letNextIn();
  }
}

/** The warnings that some work gives while nothing else is decoded. */
export async function warningsOf(work: () => Promise<unknown>): Promise<string[]> {
  if (isAlone || inHand.size > 0) {
    await new Promise<void>((enter) => waitingAlone.push(enter));
  } else {
    isAlone = true;
  }
  heardAlone = [];
  try {
    await work();
    return heardAlone;
  } finally {
    isAlone = false;
    letNextIn();
  }
}
