import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DragBox } from '../../../renderer/gallery/drag-box.svelte.ts';
import type { Rectangle } from '../../../renderer/gallery/grid-layout.ts';

/** A grid of 400 × 300 pixels at (100, 50) of the window, over 2,000 pixels of photos. */
function gridElement() {
  return {
    scrollTop: 0,
    clientWidth: 400,
    scrollHeight: 2000,
    getBoundingClientRect: () => ({ left: 100, top: 50, bottom: 350 }),
    setPointerCapture: vi.fn(),
  };
}
function at(clientX: number, clientY: number) {
  return { clientX, clientY, pointerId: 1 } as PointerEvent;
}

let boxes: Rectangle[];
let frames: (() => void)[];
let drag: DragBox;
let grid: ReturnType<typeof gridElement>;
function element() {
  return grid as unknown as HTMLElement;
}

beforeEach(() => {
  boxes = [];
  frames = [];
  grid = gridElement();
  drag = new DragBox((box) => boxes.push(box));
  vi.stubGlobal('requestAnimationFrame', (step: () => void) => frames.push(step));
  vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
});

afterEach(() => vi.unstubAllGlobals());

describe('a press', () => {
  it('that moves no further than a hand shakes is a click', () => {
    drag.press(at(200, 100), element());
    drag.move(at(203, 102), element());
    expect(drag.box).toBeNull();
    expect(drag.release()).toBe(false);
    expect(boxes).toEqual([]);
  });

  it('without which the pointer only passes draws nothing', () => {
    drag.move(at(300, 300), element());
    expect(drag.box).toBeNull();
  });
});

describe('a drag', () => {
  it('draws a box in the space of the photos, whichever way it goes', () => {
    grid.scrollTop = 500;
    drag.press(at(300, 250), element());
    drag.move(at(200, 150), element());
    expect(drag.box).toEqual({ left: 100, right: 200, top: 600, bottom: 700 });
    expect(boxes).toEqual([drag.box]);
    expect(grid.setPointerCapture).toHaveBeenCalledWith(1);
    expect(drag.release()).toBe(true);
    expect(drag.box).toBeNull();
  });

  it('never reaches beyond the photos', () => {
    drag.press(at(300, 250), element());
    drag.move(at(-50, 5000), element());
    expect(drag.box).toEqual({ left: 0, right: 200, top: 200, bottom: 2000 });
  });

  it('scrolls near an edge, faster the further it is out, until it is let go', () => {
    drag.press(at(200, 200), element());
    drag.move(at(200, 360), element());
    frames[0]?.();
    const near = grid.scrollTop;
    expect(near).toBeGreaterThan(0);
    expect(drag.box?.bottom).toBe(310 + near);
    drag.move(at(200, 460), element());
    frames.at(-1)?.();
    expect(grid.scrollTop - near).toBeGreaterThan(near);
    drag.release();
    expect(frames).toEqual([]);
  });
});
