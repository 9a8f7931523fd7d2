import { boxesAt } from '../../../../electron/imaging/boxes.ts';

/** A picture as it is coded: what the decoder is set up with, and its data. */
interface Coded {
  setUp: Buffer;
  data: Buffer;
}

export interface ComposedHeif {
  /** Files of one picture each, as heif-enc makes them; the first, or all of them as a grid, is primary. */
  tiles: Buffer[];
  width: number;
  height: number;
  /** Tiles in each row and each column; one tile is no grid. */
  columns?: number;
  rows?: number;
  /** Quarter turns to the left. */
  turns?: number;
  /** Primaries and transfer by ITU-T H.273. */
  colours?: [primaries: number, transfer: number];
  /** A file of one small picture, and its size. */
  small?: { file: Buffer; width: number; height: number };
}

function box(type: string, ...content: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

function full(type: string, version: number, ...content: Buffer[]): Buffer {
  return box(type, Buffer.from([version, 0, 0, 0]), ...content);
}

function numbers(...values: [value: number, length: number][]): Buffer {
  return Buffer.concat(
    values.map(([value, length]) => {
      const bytes = Buffer.alloc(length);
      bytes.writeUIntBE(value, 0, length);
      return bytes;
    }),
  );
}

function codedIn(file: Buffer): Coded {
  const [meta] = boxesAt(file, ['meta']);
  const [data] = boxesAt(file, ['mdat']);
  if (meta === undefined || data === undefined) throw new Error('Expected a HEIF file');
  const inside = file.subarray(meta.start + 4, meta.end);
  const [setUp] = boxesAt(inside, ['iprp', 'ipco', 'hvcC']);
  if (setUp === undefined) throw new Error('Expected HEVC');
  return {
    setUp: inside.subarray(setUp.start - 8, setUp.end),
    data: file.subarray(data.start, data.end),
  };
}

interface Item {
  type: 'hvc1' | 'grid';
  /** Its data, in the file's data box or in `idat`. */
  data: Buffer;
  properties: Buffer[];
  references: [type: 'dimg' | 'thmb', to: number[]][];
}

function sizeBox(width: number, height: number): Buffer {
  return full('ispe', 0, numbers([width, 4], [height, 4]));
}

function itemsOf(wanted: ComposedHeif): Item[] {
  const { tiles, width, height, columns = 1, rows = 1, turns = 0, colours, small } = wanted;
  const shown = [
    sizeBox(width, height),
    ...(turns === 0 ? [] : [box('irot', numbers([turns, 1]))]),
    ...(colours === undefined
      ? []
      : [
          box(
            'colr',
            Buffer.from('nclx'),
            numbers([colours[0], 2], [colours[1], 2], [6, 2], [0x80, 1]),
          ),
        ]),
  ];
  const isGrid = columns * rows > 1;
  const count = columns * rows;
  const ofTiles = Array.from({ length: count }, (_, index): Item => {
    const file = tiles[index % tiles.length] ?? Buffer.alloc(0);
    const { setUp, data } = codedIn(file);
    const properties = [setUp, ...(isGrid ? [sizeBox(width / columns, height / rows)] : shown)];
    return { type: 'hvc1', data, properties, references: [] };
  });
  const names = Array.from({ length: count }, (_, index) => index + 1);
  const grid: Item = {
    type: 'grid',
    data: numbers([0, 1], [1, 1], [rows - 1, 1], [columns - 1, 1], [width, 4], [height, 4]),
    properties: shown,
    references: [['dimg', names]],
  };
  const items = isGrid ? [...ofTiles, grid] : ofTiles;
  if (small === undefined) return items;
  const { setUp, data } = codedIn(small.file);
  const turned = turns === 0 ? [] : [box('irot', numbers([turns, 1]))];
  const properties = [setUp, sizeBox(small.width, small.height), ...turned];
  const primary = isGrid ? items.length : 1;
  return [...items, { type: 'hvc1', data, properties, references: [['thmb', [primary]]] }];
}

/** A HEIF file as cameras write them, of pictures that are coded already. ISO/IEC 23008-12. */
export function composeHeif(wanted: ComposedHeif): Buffer {
  const items = itemsOf(wanted);
  const primary = items.findIndex(({ type }) => type === 'grid') + 1 || 1;
  const properties: Buffer[] = [];
  /** Where among all properties one is, as many items share it. */
  const placeOf = (property: Buffer): number => {
    const known = properties.findIndex((other) => other.equals(property));
    return known === -1 ? properties.push(property) : known + 1;
  };
  const associations = items.map((item, index) => {
    const own = item.properties.map((property) => numbers([0x8000 | placeOf(property), 2]));
    return Buffer.concat([numbers([index + 1, 2], [own.length, 1]), ...own]);
  });
  const references = items.flatMap((item, index) =>
    item.references.map(([type, to]) =>
      box(
        type,
        numbers([index + 1, 2], [to.length, 2], ...to.map((id) => [id, 2] as [number, number])),
      ),
    ),
  );
  const grids = Buffer.concat(items.filter(({ type }) => type === 'grid').map(({ data }) => data));
  const meta = (dataStart: number): Buffer => {
    let end = dataStart;
    const places = items.map(({ type, data }, index) => {
      const start = type === 'grid' ? 0 : end;
      if (type !== 'grid') end += data.length;
      return numbers(
        ...([
          [index + 1, 2],
          [type === 'grid' ? 1 : 0, 2],
          [0, 2],
          [1, 2],
        ] as [number, number][]),
        [start, 4],
        [data.length, 4],
      );
    });
    return full(
      'meta',
      0,
      full('hdlr', 0, numbers([0, 4]), Buffer.from('pict'), Buffer.alloc(13)),
      full('pitm', 0, numbers([primary, 2])),
      full('iloc', 1, numbers([0x44, 1], [0, 1], [items.length, 2]), ...places),
      full(
        'iinf',
        0,
        numbers([items.length, 2]),
        ...items.map(({ type }, index) =>
          full('infe', 2, numbers([index + 1, 2], [0, 2]), Buffer.from(`${type}\0`)),
        ),
      ),
      ...(references.length === 0 ? [] : [full('iref', 0, ...references)]),
      box(
        'iprp',
        box('ipco', ...properties),
        box('ipma', numbers([1, 4], [items.length, 4]), ...associations),
      ),
      box('idat', grids),
    );
  };
  const start = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'));
  const data = items.filter(({ type }) => type === 'hvc1').map((item) => item.data);
  const dataStart = start.length + meta(0).length + 8;
  return Buffer.concat([start, meta(dataStart), box('mdat', ...data)]);
}
