import type { FileHandle } from 'node:fs/promises';

/** Most photos fit, and are read into a room that was used before. */
const smallestRoom = 1024 ** 2;
/** Larger ones are not kept: a folder of scans must not leave the process large. */
const largestRoom = 16 * 1024 ** 2;
/** As many as photos are read at a time on two processors. */
const mostRooms = 8;

/** Rooms that nobody uses. In Electron, making and forgetting one for each photo costs a twentieth of reading it. */
const rooms: Buffer[] = [];

/** A file's bytes, until they are given back. */
export interface FileBytes {
  bytes: Buffer;
  /** Another file's bytes may lie there from now on. */
  giveBack: () => void;
}

const takeRoom = (size: number): Buffer => {
  const place = rooms.findIndex(({ length }) => length >= size);
  const [room] = place === -1 ? [] : rooms.splice(place, 1);
  return room ?? Buffer.allocUnsafeSlow(Math.max(size, smallestRoom));
};

const keepRoom = (room: Buffer): void => {
  if (room.length <= largestRoom && rooms.length < mostRooms) rooms.push(room);
};

/** All bytes of an open file that had `size` bytes a moment ago. */
export const readWhole = async (file: FileHandle, size: number): Promise<FileBytes> => {
  // One more than there were, so that a file which still grows is noticed.
  const room = takeRoom(size + 1);
  const { bytesRead } = await file.read(room, 0, size + 1, 0);
  if (bytesRead === size) {
    return { bytes: room.subarray(0, size), giveBack: () => keepRoom(room) };
  }
  keepRoom(room);
  return { bytes: await file.readFile(), giveBack: () => undefined };
};
