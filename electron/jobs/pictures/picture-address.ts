export type PictureAddress =
  { kind: 'photo'; id: number; large: boolean } | { kind: 'classified'; id: number };

/** `thumb://photo/12`, `thumb://photo/12/large`, `thumb://classified/3`; null for anything else. */
export const parsePictureAddress = (address: string): PictureAddress | null => {
  const url = new URL(address);
  const match = /^\/([1-9]\d{0,14})(\/large)?$/.exec(url.pathname);
  if (match === null) return null;
  const id = Number(match[1]);
  const large = match[2] !== undefined;
  if (url.host === 'photo') return { kind: 'photo', id, large };
  if (url.host === 'classified' && !large) return { kind: 'classified', id };
  return null;
};
