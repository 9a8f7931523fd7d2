import type { Attachment } from 'svelte/attachments';

/**
 * Takes the focus when nobody has it: the button that led here is gone, and the keyboard would
 * otherwise start again at the top of the window.
 */
export const keepFocus: Attachment<HTMLElement> = (element) => {
  const { activeElement } = element.ownerDocument;
  if (activeElement === null || activeElement === element.ownerDocument.body) {
    element.focus({ preventScroll: true });
  }
};
