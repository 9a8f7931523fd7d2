import type { Page } from '@playwright/test';

/**
 * What is wrong with the layout of the page as it stands: texts that are cut without an ellipsis or lie
 * over each other, more than one scroll bar, and buttons that no scrolling brings into sight.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Text {
      node: Node;
      words: string;
      /** What can be seen of it. */
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    const faults: string[] = [];
    const root: Element = document.querySelector('dialog[open], :popover-open') ?? document.body;
    const isSeen = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('.visually-hidden, [inert], svg, option, datalist') === null &&
      getComputedStyle(element).clipPath === 'none';

    /** The part of a text that its containers leave, and a fault where one of them cuts it silently. */
    const seenPart = (
      node: Node,
      element: Element,
      { left, right, top, bottom }: DOMRect,
      words: string,
    ) => {
      const seen: Text = { node, words, left, right, top, bottom };
      let mayBeCut = getComputedStyle(element).position === 'fixed';
      for (
        let box: Element | null = element;
        box && box !== document.body;
        box = box.parentElement
      ) {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(box);
        if (textOverflow === 'ellipsis') mayBeCut = true;
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        if (overflowX !== 'hidden' || overflowY !== 'hidden') mayBeCut = true;
        const edge = box.getBoundingClientRect();
        const isCut = seen.left < edge.left - 1 || seen.right > edge.right + 1;
        const isLow = seen.top < edge.top - 2 || seen.bottom > edge.bottom + 2;
        if (!mayBeCut && (isCut || isLow)) faults.push(`“${words}” is cut`);
        mayBeCut ||= isCut || isLow;
        seen.left = Math.max(seen.left, edge.left);
        seen.right = Math.min(seen.right, edge.right);
        seen.top = Math.max(seen.top, edge.top);
        seen.bottom = Math.min(seen.bottom, edge.bottom);
      }
      return seen;
    };

    const texts: Text[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const words = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (words === '' || element === null || !isSeen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const seen = seenPart(node, element, rect, words);
        if (seen.right - seen.left > 2 && seen.bottom - seen.top > 2) texts.push(seen);
      }
    }
    for (const [index, one] of texts.entries()) {
      if (one.right > innerWidth + 1) faults.push(`“${one.words}” goes beyond the window`);
      for (const other of texts.slice(index + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        // Lines of one paragraph touch.
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 2 && down > 5 && one.node !== other.node)
          faults.push(`“${one.words}” and “${other.words}” overlap`);
      }
    }

    const scrollers = [root, ...root.querySelectorAll('*')].filter((box) => {
      const { overflowX, overflowY } = getComputedStyle(box);
      const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      if (!isSeen(box)) return false;
      if (scrolls(overflowX) && box.scrollWidth > box.clientWidth + 1) {
        faults.push(`${box.tagName} .${box.className} scrolls sideways`);
      }
      return scrolls(overflowY) && box.scrollHeight > box.clientHeight + 1;
    });
    if (scrollers.length > 1) {
      faults.push(
        `${scrollers.map((box) => `${box.tagName} .${box.className}`).join(', ')} scroll`,
      );
    }
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    if (scrollWidth > clientWidth)
      faults.push(`the page is ${scrollWidth} wide, not ${clientWidth}`);
    if (scrollHeight > clientHeight) faults.push(`the page is ${scrollHeight} high`);

    for (const control of root.querySelectorAll('button, input, select, summary, a[href]')) {
      if (!isSeen(control)) continue;
      control.scrollIntoView({ block: 'nearest' });
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const name = control.getAttribute('aria-label') ?? control.textContent?.trim() ?? '';
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const isIn = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
      const isHit = hit !== null && (control.contains(hit) || hit.closest('label') !== null);
      if (!isIn || !isHit) faults.push(`“${name}” (${control.tagName}) cannot be reached`);
    }
    for (const box of root.querySelectorAll('*')) {
      const { overflowY } = getComputedStyle(box);
      if (overflowY === 'hidden' && box.scrollTop > 1 && isSeen(box)) {
        faults.push(`${box.tagName} .${box.className} hides what is below it`);
      }
    }
    return [...new Set(faults)];
  });
}
