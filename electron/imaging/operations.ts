import type {
  DecoderReport,
  EyeCandidate,
  EyeId,
  EyePreset,
  EyePreview,
  EyeRuntime,
  Outcome,
} from '../contract.ts';

/** Bytes for eyes that give pictures, floats for eyes that give features. */
export type Features = Uint8Array | Float32Array;

/** How imaging finds one's own eye: a file in the user's data folder. */
export interface OwnEye {
  /** Absolute path of the ONNX file. */
  modelFile: string;
  preset: EyePreset;
  /** Name of the model's output that gives the features. */
  output: string;
}

/** An eye to look through; `own` is null for those that are built in. */
export interface EyeReference {
  id: EyeId;
  own: OwnEye | null;
}

/** What is to be told of how a photo is shown: of a raw photo the JPEG that the camera put inside. */
export type PhotoNote = 'raw-preview';

/** What a photo gives when it is read; each part only where it was asked for. */
export interface ReadPhoto {
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  contentHash: string;
  /** SHA-256 of the small picture's pixels, which other metadata leave alone; null without a thumbnail. */
  pixelHash: string | null;
  /** Pixels as seen upright. */
  width: number;
  height: number;
  byteSize: number;
  /** Milliseconds since 1970, whole; as it was when the bytes were read. */
  modifiedAt: number;
  note: PhotoNote | null;
  thumbnail: Uint8Array | null;
  /** One entry for each eye that was asked for. */
  features: Record<EyeId, Features>;
}

/** A file on disk, or the bytes of a pasted picture. */
export type PhotoSource = { path: string } | { bytes: Uint8Array };

export interface ReadRequest {
  source: PhotoSource;
  thumbnail: boolean;
  eyes: EyeReference[];
}

/** What an ONNX file says of itself that matters to an eye. */
export type InspectedEye = Omit<EyeCandidate, 'candidateId' | 'fileName'>;

export type ImagingOperations = {
  /** Reads the file once and makes what is wanted of it. Failures are values in plain words. */
  read: (payload: ReadRequest) => Outcome<ReadPhoto>;
  /** Several one after another, in the order asked: one message there and one back for all of them. */
  readMany: (payload: { requests: ReadRequest[] }) => Outcome<ReadPhoto>[];
  /** A JPEG for the one-photo view: upright, sRGB, longest edge at most `longestEdge` pixels. */
  render: (payload: { source: PhotoSource; longestEdge: number }) => Outcome<Uint8Array>;
  /** Loads an ONNX file and runs it on grey. Ask in a process of its own: the file may crash it. */
  inspectEye: (payload: { modelFile: string }) => Outcome<InspectedEye>;
  /** A photo, or a drawn picture where `source` is null, as a network would be shown it. */
  previewEye: (payload: {
    source: PhotoSource | null;
    width: number;
    height: number;
    preset: EyePreset;
  }) => Outcome<EyePreview>;
  /** Runs an eye on drawn pictures. Ask in a process of its own: the file may crash it or never end. */
  tryEye: (payload: { eye: OwnEye }) => Outcome<{ featureCount: number; milliseconds: number }>;
  /** Draws the sample's pictures into a folder; `drawn` notices tell how far it is. */
  writeSample: (payload: { folder: string; seed: number }) => {
    /** Names below the folder, with the label each comes with. */
    pictures: { relativePath: string; kind: 'cat' | 'dog' | null }[];
  };
  /** Which runtime the networks of eyes run on here; loads it. */
  diagnoseEyes: (payload: undefined) => { runtime: EyeRuntime };
  diagnose: (payload: undefined) => DecoderReport;
};

export type ImagingNotices = {
  drawn: { drawn: number; total: number };
};
