/** A box of an ISO base media file, such as HEIC and CR3 are. ISO/IEC 14496-12, section 4.2. */
export interface Box {
  type: string;
  /** Where its content lies. */
  start: number;
  end: number;
}

/** The boxes that lie between two places, as far as they are whole. */
export function* boxesIn(bytes: Buffer, start: number, end: number): Generator<Box> {
  let at = start;
  while (at + 8 <= end) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= end;
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    const head = isLong ? 16 : 8;
    // A length of 0 reaches to the end.
    const boxEnd = length === 0 ? end : at + length;
    if (boxEnd > end || boxEnd < at + head) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), start: at + head, end: boxEnd };
    at = boxEnd;
  }
}

/** Every box of some types that lies in a path of others: `['moov', 'trak']` for the tracks of a film. */
export function boxesAt(bytes: Buffer, path: readonly string[]): Box[] {
  let found: Box[] = [{ type: '', start: 0, end: bytes.length }];
  for (const type of path) {
    found = found.flatMap(({ start, end }) =>
      [...boxesIn(bytes, start, end)].filter((box) => box.type === type),
    );
  }
  return found;
}
