import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../electron/imaging/first-bytes.ts';
import { readPhoto } from '../../../electron/imaging/read.ts';
import { eyesFromSource, pixelsSeen } from './eyes/from-source.ts';
import { quarters } from './photos.ts';

const eyes = eyesFromSource();

function read(bytes: Buffer) {
  return readPhoto(sharp, eyes, { source: { bytes }, thumbnail: true, eyes: [pixelsSeen] });
}

function box(type: string, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content.toString('latin1'), 'latin1');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + bytes.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, bytes]);
}

function start(text: string): Buffer {
  return Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(600)]);
}

describe('what a file is', () => {
  it.each(['jpeg', 'png', 'gif', 'webp', 'tiff', 'avif'] as const)(
    'is known of a %s',
    async (format) => {
      const bytes = await quarters(8, 8).toFormat(format).toBuffer();
      expect(kindOf(bytes)).toEqual({ is: 'photo', format });
    },
  );

  it.each([
    ['BM\x36\0\0\0\0\0\0\0', { is: 'picture', name: 'BMP' }],
    ['8BPS', { is: 'picture', name: 'Photoshop' }],
    ['\0\0\0\x0cJXL \r\n\x87\n', { is: 'picture', name: 'JPEG XL' }],
    ['\0\0\0\x0cjP  \r\n\x87\n', { is: 'picture', name: 'JPEG 2000' }],
    ['\0\0\x01\0\x01\0', { is: 'picture', name: 'Windows icon' }],
    ['gimp xcf v011', { is: 'picture', name: 'GIMP' }],
    ['IIRO', { is: 'picture', name: 'Olympus raw' }],
    ['RIFF\x24\0\0\0AVI LIST', { is: 'video' }],
    ['\x1a\x45\xdf\xa3\x9fB\x86\x81\x01', { is: 'video' }],
    ['\0\0\0\x14ftypqt  ', { is: 'video' }],
    ['\0\0\x10\0moov', { is: 'video' }],
    ['\0\0\0\x14ftypM4A ', { is: 'sound' }],
    ['RIFF\x24\0\0\0WAVEfmt ', { is: 'sound' }],
    ['ID3\x03', { is: 'sound' }],
    ['\xff\xfb\x90\x44', { is: 'sound' }],
    ['%PDF-1.7', { is: 'document', name: 'PDF' }],
    ['PK\x03\x04', { is: 'archive' }],
    ['\x1f\x8b\x08', { is: 'archive' }],
    ['\0\0\0\x18ftypmif1\0\0\0\0mif1heic', { is: 'photo', format: 'heif' }],
    ['\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf', { is: 'photo', format: 'avif' }],
    ['\0\0\0\x18ftypcrx \0\0\0\x01crx isom', { is: 'photo', format: 'raw' }],
    ['II*\0\x10\0\0\0CR\x02\0', { is: 'photo', format: 'raw' }],
    ['\x01\x02\x03\x04', { is: 'unknown' }],
  ])('is known by its first bytes %j', (text, kind) => {
    expect(kindOf(start(text))).toEqual(kind);
  });

  it.each([
    ['Dear cat, how are you?', { is: 'text' }],
    ['Grüße: naïve café', { is: 'text' }],
    ['<?xml version="1.0"?>\n<!-- a -->\n<svg width="1">', { is: 'picture', name: 'SVG' }],
    ['', { is: 'unknown' }],
  ])('is known of a text, %j', (text, kind) => {
    expect(kindOf(Buffer.from(text))).toEqual(kind);
  });

  it('is an archive where only byte 257 tells it', () => {
    const bytes = Buffer.alloc(512);
    bytes.write('cat.jpg', 0);
    bytes.write('ustar', 257);
    expect(kindOf(bytes)).toEqual({ is: 'archive' });
  });

  it('is told of what no decoder is given, and of what the decoder does not know', async () => {
    const video = Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1');
    const animation = Buffer.from('avis\0\0\0\0avisavifmsf1iso8mif1miaf', 'latin1');
    const named = async (bytes: Buffer) => {
      const outcome = await read(bytes);
      return outcome.ok ? null : [outcome.problem.code, outcome.problem.parameters];
    };
    const data = box('mdat', Buffer.alloc(2000));
    expect(await named(Buffer.concat([box('ftyp', video), data]))).toEqual(['is-a-video', {}]);
    expect(
      await named(Buffer.concat([box('ftyp', animation), box('moov', Buffer.alloc(200)), data])),
    ).toEqual(['kind-unsupported', { kind: 'animated AVIF' }]);
    expect(await named(start('ID3'))).toEqual(['is-a-sound', {}]);
    expect(await named(start('%PDF-1.7'))).toEqual(['is-a-document', { kind: 'PDF' }]);
    expect(await named(start('PK\x03\x04'))).toEqual(['is-an-archive', {}]);
  });
});
