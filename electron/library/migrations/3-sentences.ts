/** What was stored: a code, and the parameters that its words need. */
interface Told {
  code: string;
  parameters: Record<string, string | number>;
}

interface Sentences {
  code: string;
  message: string;
  nextStep: string;
  /** Those that the sentences hold, but not as digits. */
  parameters?: Told['parameters'];
}

/** Every problem that versions 1 and 2 could store, as they told it. */
const PROBLEMS: readonly Sentences[] = [
  {
    code: 'file-empty',
    message: 'This file is empty: it has no picture in it.',
    nextStep: 'Copy it again from the camera or phone, or delete it.',
  },
  {
    code: 'is-a-folder',
    message: 'This is a folder, not a photo.',
    nextStep: 'Open the folder instead: its photos are found inside it.',
  },
  {
    code: 'not-a-picture',
    message: 'This file is not a picture, though its name looks like one.',
    nextStep: 'Open it in another program to see what it is, or leave it out.',
  },
  {
    code: 'kind-unsupported',
    message: 'This is a {kind} picture, and Purrceptron cannot read that kind.',
    nextStep:
      'Open it on the phone or computer it comes from and export it as JPEG, then scan again.',
  },
  {
    code: 'kind-unsupported',
    message: 'This is a {kind} picture, and Purrceptron cannot read that kind.',
    nextStep: 'Open it in another program and save it as JPEG or PNG, then scan again.',
  },
  {
    code: 'truncated',
    message: 'This picture is damaged: its end is missing.',
    nextStep: 'Copy it again from the camera or phone. Other photos are not affected.',
  },
  {
    code: 'damaged',
    message: 'This picture is damaged and cannot be shown.',
    nextStep: 'Copy it again from the camera or phone. Other photos are not affected.',
  },
  {
    code: 'too-large',
    message: 'This picture is too large to open safely.',
    nextStep:
      'Save a smaller copy of it: at most {megapixels} million pixels and a file of {megabytes} MB. Then scan again.',
  },
  {
    code: 'file-missing',
    message: 'This photo is not where it was.',
    nextStep: 'If you moved it, scan again: its label comes with it.',
  },
  {
    code: 'file-unreadable',
    message: 'You are not allowed to read this file.',
    nextStep: 'Change its permissions, or copy it to a folder of your own.',
  },
  {
    code: 'read-error',
    message: 'This file could not be read from the disk ({systemCode}).',
    nextStep: 'Check the disk or memory card it is on, then try again.',
  },
  {
    code: 'could-not-be-read-safely',
    message: 'This photo could not be read safely: it made the photo reader crash twice.',
    nextStep: 'Save a new copy of it in another program. “Try again” reads it once more.',
  },
  {
    code: 'cancelled',
    message: 'Reading was cancelled.',
    nextStep: 'Scan again to go on.',
  },
  {
    code: 'eye-file-missing',
    message: 'The file of this eye is gone, so nothing can be seen through it.',
    nextStep: 'Choose another eye, or add this one again from its file.',
  },
  {
    code: 'eye-changed',
    message: 'The file of this eye is not the one that was added, so it is not used.',
    nextStep: 'Choose another eye, or add this one again from its file.',
  },
  {
    code: 'eye-broken',
    message: 'This eye cannot be used: its file is damaged, or no network that can be run here.',
    nextStep: 'Choose another eye, or add this one again from its file.',
  },
  {
    code: 'eye-without-runtime',
    message: 'What eyes like this one run on could not be started on this computer.',
    nextStep:
      'Choose Pixels or Shapes, which need nothing else. Starting Purrceptron again may help.',
  },
  {
    code: 'eye-not-finite',
    message: 'This eye gave something for a photo that is not a number.',
    nextStep: 'Choose another way to hand over the pixels (the preset), or another eye.',
  },
  {
    code: 'eye-unsuitable-file-size',
    message: 'This network cannot be used as an eye: its file is larger than {megabytes} MB.',
    nextStep: 'Choose another file: an ONNX network that looks at photos.',
  },
  {
    code: 'eye-unsuitable-inputs',
    message:
      'This network cannot be used as an eye: it wants {count} inputs instead of one picture.',
    nextStep: 'Choose another file: an ONNX network that looks at photos.',
  },
  {
    code: 'eye-unsuitable-input',
    message:
      'This network cannot be used as an eye: what it wants to see is no picture in floating-point numbers.',
    nextStep: 'Choose another file: an ONNX network that looks at photos.',
  },
  {
    code: 'eye-unsuitable-batch',
    message: 'This network cannot be used as an eye: it only looks at {count} pictures at once.',
    nextStep: 'Choose another file: an ONNX network that looks at photos.',
  },
  {
    code: 'eye-unsuitable-colours',
    message:
      'This network cannot be used as an eye: it does not look at pictures in three colours.',
    nextStep: 'Choose another file: an ONNX network that looks at photos.',
  },
  {
    code: 'eye-unsuitable-picture-size',
    message: 'This network cannot be used as an eye: its pictures are larger than {pixels} pixels.',
    nextStep: 'Choose another file: an ONNX network that looks at photos.',
  },
  {
    code: 'too-few-labels',
    message: 'Training needs at least two readable photos of each kind.',
    nextStep: 'Label some more photos, then train again.',
    parameters: { fewest: 2 },
  },
  {
    code: 'none-readable',
    message: 'None of the photos could be looked at through this eye.',
    nextStep: 'Check that the photos are still there, then train again.',
  },
  {
    code: 'disk-full',
    message: 'The disk is full, so this could not be saved.',
    nextStep: 'Make some room on the disk, then do it once more.',
  },
  {
    code: 'cannot-write',
    message: 'Purrceptron may not write to its folder, so this could not be saved.',
    nextStep: 'Allow writing to the folder that “About” names, then do it once more.',
  },
  {
    code: 'unexpected',
    message: 'Something went wrong inside Purrceptron, and this was not done.',
    nextStep: 'Try again. If it keeps happening, close the app and open it again.',
  },
];

/** Every reason that they could give for a file that they left alone. */
const REASONS: readonly [code: string, words: string][] = [
  ['heic', 'a HEIC photo: save it as JPEG first, then scan again'],
  ['raw', 'a raw camera photo: save it as JPEG first, then scan again'],
  ['video', 'a video, not a photo'],
  ['document', 'a drawing or document, not a photo'],
  ['archive', 'a packed archive: unpack it first'],
  ['text', 'a text file'],
  ['system-file', "the system's own file"],
  ['unknown-kind', 'not a kind of photo that Purrceptron knows'],
  ['device', 'a device, not a file'],
  ['not-allowed', 'not allowed to look inside'],
  ['link-loop', 'a link that leads back to itself'],
  ['link-broken', 'a link to something that is not there'],
];

/** The code for what versions 1 and 2 told in these words; words that they never used stay words. */
export function problemFromWords(message: string, nextStep: string): Told {
  for (const sentences of PROBLEMS) {
    const said = valuesIn(sentences.message, message);
    const advised = valuesIn(sentences.nextStep, nextStep);
    if (said === null || advised === null) continue;
    return { code: sentences.code, parameters: { ...sentences.parameters, ...said, ...advised } };
  }
  return { code: 'as-told', parameters: { message, nextStep } };
}

/** The same for the reason of a file that was left alone. */
export function reasonFromWords(words: string): Told {
  const known = REASONS.find(([, reason]) => reason === words);
  if (known !== undefined) return { code: known[0], parameters: {} };
  const failed = valuesIn('could not be looked at ({systemCode})', words);
  if (failed === null) return { code: 'as-told', parameters: { words } };
  const isUnknown = failed['systemCode'] === 'unknown reason';
  return { code: 'not-looked-at', parameters: isUnknown ? { systemCode: '' } : failed };
}

/** What stands in a text in the places of a template's `{names}`; null where the text is another one. */
function valuesIn(template: string, text: string): Told['parameters'] | null {
  const [start = '', ...rest] = template.split('{');
  const parts = rest.map((part) => part.split('}') as [name: string, after: string]);
  const pattern = parts.map(([name, after]) => `(?<${name}>.+)${escaped(after)}`).join('');
  const match = new RegExp(`^${escaped(start)}${pattern}$`, 's').exec(text);
  if (match === null) return null;
  const values = Object.entries(match.groups ?? {});
  return Object.fromEntries(
    values.map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
