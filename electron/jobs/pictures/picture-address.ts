export interface PictureAddress {
  kind: 'photo' | 'classified';
  id: number;
  large: boolean;
}

/** `thumb://photo/12`, `thumb://classified/3/large`; null for anything else. */
export function parsePictureAddress(address: string): PictureAddress | null {
  const url = new URL(address);
  const match = /^\/([1-9]\d{0,14})(\/large)?$/.exec(url.pathname);
  if (match === null) return null;
  const id = Number(match[1]);
  const large = match[2] !== undefined;
  const kind = url.host;
  return kind === 'photo' || kind === 'classified' ? { kind, id, large } : null;
}
