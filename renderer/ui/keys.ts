/** The modifier that goes with commands: Cmd on a Mac, Ctrl elsewhere; either is taken. */
export function isCommand(event: KeyboardEvent | MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
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
