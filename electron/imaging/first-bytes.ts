/** Pictures that are read, each in its own way. */
export type PhotoFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'tiff' | 'heif' | 'raw';

/** What a file is, whatever its name says. */
export type FileKind =
  | { is: 'photo'; format: PhotoFormat }
  /** A picture that is not read, by the name that people know it by. */
  | { is: 'picture'; name: string }
  | { is: 'video' }
  | { is: 'sound' }
  | { is: 'document'; name: string }
  | { is: 'archive' }
  | { is: 'text' }
  | { is: 'unknown' };

/** As many bytes as tell what a file is: the mark of a tar archive lies farthest inside. */
export const FIRST_BYTES = 512;

type Test = (bytes: Uint8Array) => boolean;

const UNKNOWN: FileKind = { is: 'unknown' };

function photo(format: PhotoFormat): FileKind {
  return { is: 'photo', format };
}

function picture(name: string): FileKind {
  return { is: 'picture', name };
}

function textAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** Whether a text stands at a place; its characters are bytes. */
function has(text: string, place = 0): Test {
  return (bytes) => textAt(bytes, place, text.length) === text;
}

function both(...tests: Test[]): Test {
  return (bytes) => tests.every((test) => test(bytes));
}

/** The marks by which files of one kind begin, and what they are. */
const MARKS: readonly (readonly [test: Test, kind: FileKind])[] = [
  [has('\xff\xd8\xff'), photo('jpeg')],
  [has('\x89PNG'), photo('png')],
  [has('GIF8'), photo('gif')],
  [both(has('RIFF'), has('WEBP', 8)), photo('webp')],
  [both(has('II*\0'), has('CR\x02', 8)), photo('raw')],
  [has('FUJIFILMCCD-RAW'), photo('raw')],
  [has('IIU\0'), photo('raw')],
  [has('II*\0'), photo('tiff')],
  [has('MM\0*'), photo('tiff')],
  [has('II+\0'), photo('tiff')],
  [has('MM\0+'), photo('tiff')],

  [has('IIRO'), picture('Olympus raw')],
  [has('IIRS'), picture('Olympus raw')],
  [has('MMOR'), picture('Olympus raw')],
  [has('HEAPCCDR', 6), picture('Canon CRW raw')],
  [has('FOVb'), picture('Sigma raw')],
  [has('\0MRM'), picture('Minolta raw')],
  [has('\xff\x0a'), picture('JPEG XL')],
  [has('JXL \r\n', 4), picture('JPEG XL')],
  [has('jP  \r\n', 4), picture('JPEG 2000')],
  [has('\xff\x4f\xff\x51'), picture('JPEG 2000')],
  [has('II\xbc'), picture('JPEG XR')],
  [has('8BPS'), picture('Photoshop')],
  [has('gimp xcf'), picture('GIMP')],
  [has('qoif'), picture('QOI')],
  [has('DDS '), picture('DDS')],
  [has('v/1\x01'), picture('OpenEXR')],
  [has('#?RADIANCE'), picture('Radiance HDR')],
  [has('SIMPLE  ='), picture('FITS')],
  [both(has('AT&TFORM'), has('DJV', 12)), picture('DjVu')],
  [both(has('FORM'), has('ILBM', 8)), picture('ILBM')],
  [has('\0\0\x01\0'), picture('Windows icon')],
  [has('icns'), picture('Mac icon')],
  [has('\xd7\xcd\xc6\x9a'), picture('Windows metafile')],
  [
    (bytes) => has('BM')(bytes) && bytes.subarray(6, 10).every((byte) => byte === 0),
    picture('BMP'),
  ],

  [both(has('RIFF'), has('AVI ', 8)), { is: 'video' }],
  [has('\x1a\x45\xdf\xa3'), { is: 'video' }],
  [has('\0\0\x01\xba'), { is: 'video' }],
  [has('\0\0\x01\xb3'), { is: 'video' }],
  [has('FLV\x01'), { is: 'video' }],
  [has('\x30\x26\xb2\x75\x8e\x66\xcf\x11'), { is: 'video' }],
  [(bytes) => bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[376] === 0x47, { is: 'video' }],
  [both(has('RIFF'), has('WAVE', 8)), { is: 'sound' }],
  [has('OggS'), { is: 'sound' }],
  [has('fLaC'), { is: 'sound' }],
  [has('ID3'), { is: 'sound' }],
  [(bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2, { is: 'sound' }],

  [has('%PDF'), { is: 'document', name: 'PDF' }],
  [has('%!PS'), { is: 'document', name: 'PostScript' }],
  [has('\xc5\xd0\xd3\xc6'), { is: 'document', name: 'PostScript' }],
  [has('{\\rtf'), { is: 'document', name: 'RTF' }],
  [has('\xd0\xcf\x11\xe0\xa1\xb1'), { is: 'document', name: 'Microsoft Office' }],
  [has('SQLite format 3\0'), { is: 'document', name: 'SQLite' }],

  [has('PK\x03\x04'), { is: 'archive' }],
  [has('PK\x05\x06'), { is: 'archive' }],
  [has('7z\xbc\xaf\x27'), { is: 'archive' }],
  [has('Rar!\x1a\x07'), { is: 'archive' }],
  [has('\x1f\x8b'), { is: 'archive' }],
  [has('BZh'), { is: 'archive' }],
  [has('\xfd7zXZ'), { is: 'archive' }],
  [has('\x28\xb5\x2f\xfd'), { is: 'archive' }],
  [has('ustar', 257), { is: 'archive' }],
];

/** What files made of boxes are, by the brands that their first box lists. ISO/IEC 14496-12, 23008-12. */
const BRANDS: readonly (readonly [brands: readonly string[], kind: FileKind])[] = [
  [['crx '], photo('raw')],
  [['avif', 'avis'], photo('avif')],
  [['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'], photo('heif')],
  [['M4A ', 'M4B ', 'M4P ', 'F4A '], { is: 'sound' }],
  [['jp2 ', 'jpx ', 'jpm '], picture('JPEG 2000')],
  [['jxl '], picture('JPEG XL')],
];

/** Boxes that films from before there were brands begin with. */
const OLD_FILM_BOXES = ['moov', 'mdat', 'wide', 'pnot', 'skip'];

function brandsOf(bytes: Uint8Array): string[] {
  const size = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  const brands = [textAt(bytes, 8, 4)];
  for (let at = 16; at + 4 <= Math.min(size, bytes.length); at += 4) {
    brands.push(textAt(bytes, at, 4));
  }
  return brands;
}

function boxKind(bytes: Uint8Array): FileKind | null {
  const firstBox = textAt(bytes, 4, 4);
  if (OLD_FILM_BOXES.includes(firstBox)) return { is: 'video' };
  if (firstBox !== 'ftyp') return null;
  const brands = brandsOf(bytes);
  const [major] = brands;
  const known = ([named]: (typeof BRANDS)[number]): boolean => named.includes(major ?? '');
  const byMajor = BRANDS.find(known);
  if (byMajor !== undefined) return byMajor[1];
  // “mif1” and “msf1” say only that there are pictures; which, the other brands tell.
  if (major !== 'mif1' && major !== 'msf1' && major !== 'miaf') return { is: 'video' };
  return (
    BRANDS.find(([named]) => named.some((brand) => brands.includes(brand)))?.[1] ?? photo('heif')
  );
}

/** Control characters that no text has, in whatever encoding that is not UTF-16. */
function isNoText(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}

function textKind(bytes: Uint8Array): FileKind | null {
  const start = bytes.subarray(0, FIRST_BYTES);
  const isWide = has('\xff\xfe')(bytes) || has('\xfe\xff')(bytes);
  if (bytes.length === 0 || (!isWide && start.some(isNoText))) return null;
  return /^\W*(<\?xml[^]*)?<svg[\s>]/i.test(textAt(bytes, 0, FIRST_BYTES))
    ? picture('SVG')
    : { is: 'text' };
}

/**
 * What a file is, by how it begins and never by its name.
 *
 * @param bytes - The file's first `FIRST_BYTES` bytes, or all of them.
 */
export function kindOf(bytes: Uint8Array): FileKind {
  const marked = MARKS.find(([test]) => test(bytes));
  return marked?.[1] ?? boxKind(bytes) ?? textKind(bytes) ?? UNKNOWN;
}
