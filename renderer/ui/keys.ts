/** The modifier that goes with commands: Cmd on a Mac, Ctrl elsewhere; either is taken. */
export function isCommand(event: KeyboardEvent | MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/**
 * What a pressed key may stand for, likeliest first: its own sign and, where that is no Latin letter or digit,
 * the one that stands in its place on a keyboard of the United States. So C, D and Ctrl+Z work on a Cyrillic,
 * Greek or Arabic keyboard, and a kind may still have a letter of that keyboard.
 */
export function signsOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string[] {
  const sign = key.toLowerCase();
  if ([...sign].length !== 1 || /[\p{Script=Latin}0-9 ]/u.test(sign)) return [sign];
  const place = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  const inPlace = place?.[1] ?? place?.[2];
  return inPlace === undefined ? [sign] : [sign, inPlace.toLowerCase()];
}

/** True when the key with Ctrl or Cmd is this letter. */
export function isCommandWith(event: KeyboardEvent, letter: string): boolean {
  return isCommand(event) && signsOf(event).includes(letter);
}

/** True while keys belong to a text field, an open dialog or an open menu. */
export function keysAreTaken(event: KeyboardEvent): boolean {
  if (event.isComposing || document.querySelector('dialog[open], :popover-open')) return true;
  return isTextField(event.target);
}

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'range'].includes(target.type)
  );
}

/** A shortcut in the words of this computer, for example "Ctrl+Z" or "⌘Z". */
export function commandKey(key: string, platform: string, shift = false): string {
  if (platform === 'darwin') return `${shift ? '⇧' : ''}⌘${key}`;
  return `Ctrl+${shift ? 'Shift+' : ''}${key}`;
}
