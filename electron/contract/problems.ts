/**
 * Everything that processes tell a person, as codes with parameters. `electron/words/` makes sentences of
 * them where they are read. Types only.
 */

/** Parameters of a code whose words are always the same. */
export type NoParameters = Record<string, never>;

/** One of the codes of a map, with exactly its own parameters. */
export type Told<ParametersOf> = {
  [Code in keyof ParametersOf]: { code: Code; parameters: ParametersOf[Code] };
}[keyof ParametersOf];

/** A file's name, as it is shown. */
interface OfFile {
  fileName: string;
}

/** What can be wrong with one photo. */
interface PhotoProblems {
  'file-empty': NoParameters;
  'is-a-folder': NoParameters;
  'not-a-picture': NoParameters;
  /** It was given by name, and its name does not promise a photo either. */
  'not-a-photo': NoParameters;
  /** A picture, but of a kind that is not read, for example BMP. */
  'kind-unsupported': { kind: string };
  'is-a-video': NoParameters;
  'is-a-sound': NoParameters;
  'is-an-archive': NoParameters;
  /** By its own name, for example PDF. */
  'is-a-document': { kind: string };
  /** A raw photo in which there is no JPEG for being looked at. */
  'raw-without-preview': NoParameters;
  truncated: NoParameters;
  damaged: NoParameters;
  /** With the most that is read. */
  'too-large': { megapixels: number; megabytes: number };
  /** With the most that a picture may take. */
  'takes-too-long': { seconds: number };
  'file-missing': NoParameters;
  'file-unreadable': NoParameters;
  /** `systemCode`: the system's own, for example EIO. */
  'read-error': { systemCode: string };
  'could-not-be-read-safely': NoParameters;
  cancelled: NoParameters;
}

/** What can be wrong with an eye. All begin with `eye-`, and none is about a photo. */
interface EyeProblems {
  /** Nothing is left of it but its name. */
  'eye-missing': { eyeName: string };
  /** A model looks through it. */
  'eye-of-model-missing': { eyeName: string };
  'eye-file-missing': NoParameters;
  'eye-changed': NoParameters;
  'eye-broken': NoParameters;
  'eye-without-runtime': NoParameters;
  'eye-not-finite': NoParameters;
  'eye-unsteady': NoParameters;
  'eye-crashed': NoParameters;
  'eye-too-slow': NoParameters;
  'eye-too-large': OfFile & { megabytes: number };
  /** What was fetched has no output. */
  'eye-without-output': NoParameters;
  'eye-unsuitable-file-size': { megabytes: number };
  'eye-unsuitable-inputs': { count: number };
  'eye-unsuitable-input': NoParameters;
  'eye-unsuitable-batch': { count: number };
  'eye-unsuitable-colours': NoParameters;
  /** `pixels`: the most along the longer side. */
  'eye-unsuitable-picture-size': { pixels: number };
  'eye-unsuitable-outputs': NoParameters;
  'eye-unsuitable-output': { output: string };
  'eye-unsuitable-output-missing': { output: string };
}

/** What can go wrong on the way of a network's file to an eye. */
interface NetworkFileProblems {
  'network-file-missing': OfFile;
  'network-file-changed': NoParameters;
  'not-onnx': OfFile;
  'candidate-gone': NoParameters;
  'download-offline': NoParameters;
  'download-broken-off': NoParameters;
  /** `status`: what the server answered, by HTTP. */
  'download-refused': { status: number };
  'download-changed': NoParameters;
  'download-unsafe': NoParameters;
  'download-disk-full': NoParameters;
  'download-not-written': { systemCode: string };
  'download-cancelled': NoParameters;
}

interface LibraryProblems {
  'category-name-taken': { name: string };
  'category-key-taken': { key: string; name: string };
  /** A folder that a person named cannot be opened. */
  'folder-unreachable': { folder: string };
  /** A folder of a library is not there. */
  'folder-missing': { folder: string };
}

interface TrainingProblems {
  /** `fewest`: of each kind. */
  'too-few-labels': { fewest: number };
  'training-already': NoParameters;
  'training-crashed': NoParameters;
  'cost-not-finite': { epoch: number };
  'no-eye-worked': NoParameters;
  'none-readable': NoParameters;
  'needs-pixels': NoParameters;
}

interface ModelProblems {
  'model-gone': NoParameters;
  'model-damaged': NoParameters;
  'model-newer': NoParameters;
  'model-does-not-fit': { name: string; eyeName: string };
  'model-file-not-a-model': OfFile;
  'model-file-newer': OfFile;
  'model-file-damaged': OfFile;
  'model-file-too-large': OfFile;
  'model-file-unreadable': OfFile;
}

/** What can be wrong with the place where the app keeps its data, or with one that a person chose. */
interface StorageProblems {
  'database-newer': NoParameters;
  'database-damaged': { file: string };
  /** `folder`: where the damaged files are now. */
  'database-recovered': { folder: string; labels: number };
  /** `lost`: parts of the file that could not be read. */
  'database-recovered-in-part': { folder: string; labels: number; lost: number };
  'database-busy': NoParameters;
  'database-disk-full': NoParameters;
  'database-unreachable': { file: string };
  /** The app cannot write where it keeps its data. */
  'data-folder-unusable': { folder: string };
  'disk-full': NoParameters;
  'cannot-write': NoParameters;
  'cannot-save': { file: string; systemCode: string };
}

interface OtherProblems {
  unexpected: NoParameters;
  /** In words that an earlier version stored, and for which there is no code. */
  'as-told': { message: string; nextStep: string };
}

/** Every problem's code, with the parameters that its words need. */
export interface ProblemParameters
  extends
    PhotoProblems,
    EyeProblems,
    NetworkFileProblems,
    LibraryProblems,
    TrainingProblems,
    ModelProblems,
    StorageProblems,
    OtherProblems {}

export type ProblemCode = keyof ProblemParameters;

/** An expected failure: what happened. `problemWords` tells it and what to do next. */
export type Problem = Told<ProblemParameters>;

export type Outcome<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

/** Why a file below a library's folder is not one of its photos. */
export interface IgnoredReasonParameters {
  heic: NoParameters;
  raw: NoParameters;
  video: NoParameters;
  sound: NoParameters;
  /** A picture of a kind that is not read, by its own name, for example BMP. */
  picture: { kind: string };
  document: NoParameters;
  archive: NoParameters;
  text: NoParameters;
  'system-file': NoParameters;
  'unknown-kind': NoParameters;
  device: NoParameters;
  'not-allowed': NoParameters;
  'link-loop': NoParameters;
  'link-broken': NoParameters;
  'name-not-utf8': NoParameters;
  /** `systemCode`: the system's own; empty where it gave none. */
  'not-looked-at': { systemCode: string };
  /** In words that an earlier version stored, and for which there is no code. */
  'as-told': { words: string };
}

export type IgnoredReasonCode = keyof IgnoredReasonParameters;
export type IgnoredReason = Told<IgnoredReasonParameters>;

/** How photos are decoded, and why not by the fast decoder. */
export type DecoderReport =
  | { decoder: 'native' }
  | {
      decoder: 'webassembly';
      why: 'not-prepared' | 'not-preparable' | 'not-loaded' | 'stopped-working';
    };

/** How the network's arithmetic is done: WebAssembly with fused multiply-add, without it, or JavaScript. */
export interface ArithmeticReport {
  build: 'relaxed' | 'portable' | 'blocked';
  threads: number;
}

/** Where an eye comes from. */
export type EyeOrigin =
  | { from: 'app' }
  /** A network that the app brings along, as a package gives it. */
  | { from: 'package'; network: string; address: string; packageName: string }
  /** The name of a file or an address that the person brought it from. */
  | { from: 'person'; place: string };
