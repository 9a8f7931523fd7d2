import type {
  BringableLabels,
  Category,
  EyeId,
  EyePreset,
  Id,
  IgnoredFile,
  LabelConflict,
  LabelSuggestion,
  LibraryContents,
  LibrarySummary,
  Mark,
  MarkChange,
  ModelSummary,
  Outcome,
  PhotoColumns,
  PhotoDetail,
  Problem,
  ReplacedPhoto,
} from '../contract.ts';

/** A photo file as the walk over a folder saw it. */
export interface FoundFile {
  /** Path below the opened folder, with `/` between names. */
  relativePath: string;
  byteSize: number;
  /** Milliseconds since 1970, whole. */
  modifiedAt: number;
  /** The file system's own; null where nobody asked. */
  fileNumber: number | null;
}

export interface PhotoToRead {
  photoId: Id;
  /** Absolute. */
  path: string;
}

export interface LibraryFolder {
  folderId: Id;
  path: string;
}

export interface NewLibrary {
  name: string;
  kind: 'folders' | 'sample';
  folders: string[];
  /** By position. */
  categories: readonly Pick<Category, 'name' | 'key'>[];
}

/** What reading a photo gave. */
export interface PhotoRead {
  photoId: Id;
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  contentHash: string;
  /** Of the upright pixels, equal where only metadata differ; null where they were not looked at. */
  pixelHash: string | null;
  /** Pixels as seen upright. */
  width: number;
  height: number;
  byteSize: number;
  modifiedAt: number;
  /** Encoded picture, or null where the store has it already. */
  thumbnail: Uint8Array | null;
}

export interface TrainingPhoto {
  photoId: Id;
  /** Copies of one picture have the same, once they were read. */
  pictureId: Id;
  path: string;
  /** Null when the photo was never read. */
  contentHash: string | null;
  /** The position of its category. */
  label: number;
}

/** What an eye gives of a photo: pixels as bytes, or a network's answers. */
export type Features = Uint8Array | Float32Array;

/** A network that the person brought along as an eye. */
export interface StoredEye {
  id: EyeId;
  name: string;
  /** Of the file that it came from. */
  fileName: string;
  /** SHA-256 of the file's bytes, lower-case hexadecimal; the copy that is kept is called by it. */
  contentHash: string;
  byteSize: number;
  preset: EyePreset;
  /** Name of the output that is taken. */
  output: string;
  featureCount: number;
  /** Null where nobody knows it. */
  licence: string | null;
  origin: string;
  /** Milliseconds since 1970. */
  addedAt: number;
}

/** A model to keep. One that was trained here takes its library's name; one from a file brings it along. */
export type NewModel = Omit<ModelSummary, 'id' | 'isCurrent' | 'libraryId' | 'libraryName'> & {
  /** The model file: weights and all that is needed to use them. */
  weights: Uint8Array;
} & ({ libraryId: Id } | { libraryId: null; libraryName: string });

export interface OpenedLibrary {
  databaseVersion: number;
  /** Where the files were damaged: where they are now, and what could be read of them. */
  recovered: Problem | null;
}

/** What the library process offers to main. A type, not an interface, so that it fits an `OperationMap`. */
export type LibraryOperations = {
  /**
   * Opens (makes, migrates after writing a backup beside it) `library.sqlite`, and `cache.sqlite` with
   * what can be computed again. Fails kindly, changing nothing, for a database of a newer version. Damaged
   * files are set aside, and what can be read of them takes their place.
   */
  open: (payload: { folder: string; nativeBinding: string | null }) => Outcome<OpenedLibrary>;
  close: (payload: undefined) => void;

  listLibraries: (payload: undefined) => LibrarySummary[];
  createLibrary: (payload: NewLibrary) => LibrarySummary;
  /** The library that holds exactly these folders, or null. */
  findLibrary: (payload: { folders: string[] }) => Id | null;
  findSample: (payload: undefined) => Id | null;
  addFolders: (payload: { libraryId: Id; folders: string[] }) => void;
  /** The folder is somewhere else now, with its photos and their labels. */
  moveFolder: (payload: { libraryId: Id; folder: string; path: string }) => void;
  folders: (payload: { libraryId: Id }) => LibraryFolder[];
  renameLibrary: (payload: { libraryId: Id; name: string }) => void;
  /** Refuses a name or key that the other category has. */
  renameCategory: (payload: {
    libraryId: Id;
    categoryId: Id;
    name: string;
    key: string;
  }) => Outcome<Category[]>;
  removeLibrary: (payload: { libraryId: Id }) => LibrarySummary;
  /** By position. */
  categories: (payload: { libraryId: Id }) => Category[];
  contents: (payload: { libraryId: Id }) => LibraryContents;

  /** Starts a scan of a folder: files recorded from now on count as seen by it. Returns the scan's number. */
  beginScan: (payload: { libraryId: Id; folderId: Id }) => number;
  /** Adds new files, marks changed ones (size or time differ) to be read again; in one transaction. */
  recordFound: (payload: { libraryId: Id; folderId: Id; scan: number; files: FoundFile[] }) => {
    added: number;
    changed: number;
  };
  recordIgnored: (payload: { folderId: Id; scan: number; files: IgnoredFile[] }) => void;
  /** After a complete walk: photos not seen become missing, ignored files not seen are forgotten. */
  finishScan: (payload: { libraryId: Id; folderId: Id; scan: number }) => { missing: number };
  /** Photos with status found, in path order, and after them labelled ones whose pixels were never looked at. */
  photosToRead: (payload: { libraryId: Id }) => PhotoToRead[];
  ignoredFiles: (payload: { libraryId: Id }) => IgnoredFile[];
  /**
   * Photos become ready and show the pictures that they look like, with their labels and their place in the
   * undo history. A missing photo of a picture that has turned up elsewhere goes.
   */
  recordReads: (payload: { libraryId: Id; reads: PhotoRead[] }) => {
    columns: PhotoColumns;
    /** Photos that show a picture which left another path. */
    renamed: number;
    removedPhotoIds: Id[];
  };
  recordFailures: (payload: {
    libraryId: Id;
    failures: { photoId: Id; problem: Problem; missing: boolean }[];
  }) => PhotoColumns;
  /** Photos that show another picture than the one that was labelled at their path and is nowhere else. */
  replacedPhotos: (payload: { libraryId: Id }) => ReplacedPhoto[];
  forgetReplaced: (payload: { libraryId: Id; photoIds: Id[] }) => void;
  /** Failed photos become found again. */
  retryPhotos: (payload: { libraryId: Id; photoIds: Id[] }) => PhotoColumns;
  photoDetails: (payload: { photoIds: Id[] }) => PhotoDetail[];
  /** In the order asked; null where there is none. */
  thumbnails: (payload: { photoIds: Id[] }) => (Uint8Array | null)[];
  saveThumbnail: (payload: { contentHash: string; thumbnail: Uint8Array }) => void;

  /**
   * Commits (synchronous FULL) before it answers; one action in the undo history. Redo history ends here.
   * Copies of a picture are labelled together, and all are in the answer.
   */
  setMarks: (payload: { libraryId: Id; photoIds: Id[]; mark: Mark }) => MarkChange;
  /** Labels that come with new photos (the sample's own); they are not part of the undo history. */
  importMarks: (payload: {
    libraryId: Id;
    marks: { relativePath: string; position: 0 | 1 }[];
  }) => void;
  undo: (payload: { libraryId: Id }) => MarkChange | null;
  redo: (payload: { libraryId: Id }) => MarkChange | null;
  /** Pictures of which copies were labelled differently. */
  labelConflicts: (payload: { libraryId: Id }) => LabelConflict[];
  /** Labels of other libraries on the same pictures; nothing of it is applied. */
  bringableLabels: (payload: { libraryId: Id }) => BringableLabels[];
  /** Labels pictures as another library does, as one action of the undo history. */
  bringLabels: (payload: { libraryId: Id; fromLibraryId: Id }) => MarkChange;
  suggestions: (payload: { libraryId: Id }) => LabelSuggestion[];
  acceptSuggestions: (payload: {
    libraryId: Id;
    accepted: Pick<LabelSuggestion, 'categoryId' | 'source' | 'word'>[];
  }) => MarkChange;

  /** Photos that carry a category and are neither failed nor missing, in id order. */
  trainingPhotos: (payload: { libraryId: Id }) => TrainingPhoto[];
  /** What an eye gave of photos with this content, null where that is not known; in the order asked. */
  features: (payload: { contentHashes: string[]; eyeId: EyeId }) => (Features | null)[];
  saveFeatures: (payload: {
    eyeId: EyeId;
    entries: { contentHash: string; features: Features }[];
  }) => void;
  /** Forgets what an eye gave. */
  forgetFeatures: (payload: { eyeId: EyeId }) => void;

  /** Eyes of one's own, in the order in which they were added. */
  listEyes: (payload: undefined) => StoredEye[];
  /** One that is there already takes the new name. */
  saveEye: (payload: { eye: StoredEye }) => void;
  removeEye: (payload: { eyeId: EyeId }) => void;

  /** The new model becomes the current one. */
  saveModel: (payload: { model: NewModel }) => ModelSummary;
  listModels: (payload: undefined) => ModelSummary[];
  /** The model with exactly these weights, or null. */
  findModel: (payload: { weights: Uint8Array }) => ModelSummary | null;
  modelWeights: (payload: { modelId: Id }) => Uint8Array | null;
  renameModel: (payload: { modelId: Id; name: string }) => void;
  removeModel: (payload: { modelId: Id }) => void;
  makeCurrentModel: (payload: { modelId: Id }) => void;
};
