import type { Outcome } from '../contract.ts';

/** What a photo gives when it is read; each part only where it was asked for. */
export interface ReadPhoto {
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  contentHash: string;
  /** Pixels as seen upright. */
  width: number;
  height: number;
  byteSize: number;
  /** Milliseconds since 1970, whole; as it was when the bytes were read. */
  modifiedAt: number;
  thumbnail: Uint8Array | null;
  /** 64×64×3 uint8, row by row, RGB; the network's input. */
  features: Uint8Array | null;
}

/** A file on disk, or the bytes of a pasted picture. */
export type PhotoSource = { path: string } | { bytes: Uint8Array };

export interface ReadRequest {
  source: PhotoSource;
  thumbnail: boolean;
  features: boolean;
}

export type ImagingOperations = {
  /** Reads the file once and makes what is wanted of it. Failures are values in plain words. */
  read: (payload: ReadRequest) => Outcome<ReadPhoto>;
  /** Several one after another, in the order asked: one message there and one back for all of them. */
  readMany: (payload: { requests: ReadRequest[] }) => Outcome<ReadPhoto>[];
  /** A JPEG for the one-photo view: upright, sRGB, longest edge at most `longestEdge` pixels. */
  render: (payload: { source: PhotoSource; longestEdge: number }) => Outcome<Uint8Array>;
  /** Draws the sample's pictures into a folder; `drawn` notices tell how far it is. */
  writeSample: (payload: { folder: string; seed: number }) => {
    /** Names below the folder, with the label each comes with. */
    pictures: { relativePath: string; kind: 'cat' | 'dog' | null }[];
  };
  diagnose: (payload: undefined) => { decoder: 'native' | 'webassembly'; explanation: string };
};

export type ImagingNotices = {
  drawn: { drawn: number; total: number };
};
