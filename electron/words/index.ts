/** What processes tell by codes, in words: for the window, the main process and the command line alike. */

export * from './answers-table.ts';
export * from './diagnostics.ts';
export * from './eyes.ts';
export * from './ignored-files.ts';
export * from './names.ts';
export * from './photo-formats.ts';
export * from './problems.ts';
