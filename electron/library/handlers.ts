import type { Database } from 'better-sqlite3';
import type { Outcome, Problem } from '../contract.ts';
import { bringLabels, bringableLabels } from './brought.ts';
import { Cache } from './cache.ts';
import { labelConflicts } from './conflicts.ts';
import * as eyes from './eyes.ts';
import { moveFolder } from './folders.ts';
import * as labels from './labels.ts';
import * as libraries from './libraries.ts';
import { migrations } from './migrations/index.ts';
import * as models from './models.ts';
import { openLibrary } from './open.ts';
import type { LibraryOperations, OpenedLibrary } from './operations.ts';
import * as photos from './photos.ts';
import { recordReads } from './reads.ts';
import { recoverLibrary } from './recover.ts';
import { forgetReplaced, replacedPhotos } from './replaced.ts';
import * as scan from './scan.ts';
import * as suggestions from './suggestions.ts';

/** The two databases while they are open. */
class Connections {
  #open: { database: Database; cache: Cache } | null = null;

  get database(): Database {
    return this.#opened().database;
  }

  get cache(): Cache {
    return this.#opened().cache;
  }

  open(place: { folder: string; nativeBinding: string | null }): Outcome<OpenedLibrary> {
    this.close();
    const options = { ...place, migrations, now: new Date() };
    let opened = openLibrary(options);
    let recovered: Problem | null = null;
    if (!opened.ok && opened.problem.code === 'database-damaged') {
      recovered = recoverLibrary(options);
      if (recovered !== null) opened = openLibrary(options);
    }
    if (!opened.ok) return opened;
    this.#open = { database: opened.value, cache: new Cache(place) };
    return { ok: true, value: { databaseVersion: migrations.length, recovered } };
  }

  close(): void {
    this.#open?.database.close();
    this.#open?.cache.close();
    this.#open = null;
  }

  #opened() {
    if (this.#open === null) throw new Error('Expected an open library, got a closed one');
    return this.#open;
  }
}

/** What the library process answers. */
export function libraryHandlers(): LibraryOperations {
  const connections = new Connections();
  return {
    open: (place) => connections.open(place),
    close: () => connections.close(),
    ...ofLibraries(connections),
    ...ofScans(connections),
    ...ofPhotos(connections),
    ...ofLabels(connections),
    ...ofTraining(connections),
    ...ofEyes(connections),
    ...ofModels(connections),
  };
}

function ofLibraries(open: Connections) {
  return {
    listLibraries: () => libraries.listLibraries(open.database),
    createLibrary: (library) => libraries.createLibrary(open.database, library, Date.now()),
    findLibrary: ({ folders }) => libraries.findLibrary(open.database, folders),
    findSample: () => libraries.findSample(open.database),
    addFolders: ({ libraryId, folders }) => libraries.addFolders(open.database, libraryId, folders),
    moveFolder: ({ libraryId, folder, path }) => moveFolder(open.database, libraryId, folder, path),
    folders: ({ libraryId }) => libraries.folders(open.database, libraryId),
    renameLibrary: ({ libraryId, name }) => libraries.renameLibrary(open.database, libraryId, name),
    renameCategory: (change) => libraries.renameCategory(open.database, change),
    removeLibrary: ({ libraryId }) => {
      const { removed, unusedHashes } = libraries.removeLibrary(open.database, libraryId);
      open.cache.forget(unusedHashes);
      return removed;
    },
    categories: ({ libraryId }) => libraries.categories(open.database, libraryId),
    contents: ({ libraryId }) => libraries.contents(open.database, libraryId, Date.now()),
  } satisfies Partial<LibraryOperations>;
}

function ofScans(open: Connections) {
  return {
    beginScan: ({ libraryId, folderId }) => scan.beginScan(open.database, libraryId, folderId),
    recordFound: ({ files, ...of }) => scan.recordFound(open.database, of, files),
    recordIgnored: ({ files, ...of }) => scan.recordIgnored(open.database, of, files),
    finishScan: (of) => scan.finishScan(open.database, of),
    ignoredFiles: ({ libraryId }) => scan.ignoredFiles(open.database, libraryId),
    photosToRead: ({ libraryId }) => photos.photosToRead(open.database, libraryId),
    recordReads: ({ libraryId, reads }) => {
      open.cache.saveThumbnails(
        reads.flatMap(({ contentHash, thumbnail }) =>
          thumbnail === null ? [] : [{ contentHash, thumbnail }],
        ),
      );
      return recordReads(open.database, libraryId, reads);
    },
    recordFailures: ({ libraryId, failures }) =>
      photos.recordFailures(open.database, libraryId, failures),
    replacedPhotos: ({ libraryId }) => replacedPhotos(open.database, libraryId),
    forgetReplaced: ({ libraryId, photoIds }) => forgetReplaced(open.database, libraryId, photoIds),
    retryPhotos: ({ libraryId, photoIds }) =>
      photos.retryPhotos(open.database, libraryId, photoIds),
  } satisfies Partial<LibraryOperations>;
}

function ofPhotos(open: Connections) {
  return {
    photoDetails: ({ photoIds }) => photos.photoDetails(open.database, photoIds),
    thumbnails: ({ photoIds }) =>
      open.cache.thumbnails(photos.contentHashesOf(open.database, photoIds)),
    saveThumbnail: ({ contentHash, thumbnail }) =>
      open.cache.saveThumbnails([{ contentHash, thumbnail }]),
  } satisfies Partial<LibraryOperations>;
}

function ofLabels(open: Connections) {
  return {
    setMarks: ({ libraryId, photoIds, mark }) =>
      labels.setMarks(open.database, libraryId, photoIds, mark),
    importMarks: ({ libraryId, marks }) => labels.importMarks(open.database, libraryId, marks),
    undo: ({ libraryId }) => labels.undo(open.database, libraryId),
    redo: ({ libraryId }) => labels.redo(open.database, libraryId),
    labelConflicts: ({ libraryId }) => labelConflicts(open.database, libraryId),
    bringableLabels: ({ libraryId }) => bringableLabels(open.database, libraryId),
    bringLabels: ({ libraryId, fromLibraryId }) =>
      bringLabels(open.database, libraryId, fromLibraryId),
    suggestions: ({ libraryId }) => suggestions.suggestions(open.database, libraryId),
    acceptSuggestions: ({ libraryId, accepted }) =>
      suggestions.acceptSuggestions(open.database, libraryId, accepted),
  } satisfies Partial<LibraryOperations>;
}

function ofTraining(open: Connections) {
  return {
    trainingPhotos: ({ libraryId }) => photos.trainingPhotos(open.database, libraryId),
    features: ({ contentHashes, eyeId }) => open.cache.features(contentHashes, eyeId),
    saveFeatures: ({ eyeId, entries }) => open.cache.saveFeatures(eyeId, entries),
    forgetFeatures: ({ eyeId }) => open.cache.forgetFeatures(eyeId),
  } satisfies Partial<LibraryOperations>;
}

function ofEyes(open: Connections) {
  return {
    listEyes: () => eyes.listEyes(open.database),
    saveEye: ({ eye }) => eyes.saveEye(open.database, eye),
    removeEye: ({ eyeId }) => eyes.removeEye(open.database, eyeId),
  } satisfies Partial<LibraryOperations>;
}

function ofModels(open: Connections) {
  return {
    saveModel: ({ model }) => models.saveModel(open.database, model),
    listModels: () => models.listModels(open.database),
    findModel: ({ weights }) => models.findModel(open.database, weights),
    modelWeights: ({ modelId }) => models.modelWeights(open.database, modelId),
    renameModel: ({ modelId, name }) => models.renameModel(open.database, modelId, name),
    removeModel: ({ modelId }) => models.removeModel(open.database, modelId),
    makeCurrentModel: ({ modelId }) => models.makeCurrentModel(open.database, modelId),
  } satisfies Partial<LibraryOperations>;
}
