/** Where a file of the app lies on disk: in a packed app, what is not inside the archive is beside it. */
export function besideArchive(place: string): string {
  return place.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}
