/** Where a file of the app lies on disk: in a packed app, what is not inside the archive is beside it. */
export const besideArchive = (place: string): string =>
  place.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
