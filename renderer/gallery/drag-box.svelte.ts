import type { Rectangle } from './grid-layout.ts';

/** Pointer travel, in pixels, that makes a press a drag. */
const DRAG_FROM = 5;
/** Within this many pixels of an edge the grid scrolls by itself. */
const EDGE = 40;

/** A selection box drawn with the pointer over a scrolling element, in that element's own space. */
export class DragBox {
  #start: { x: number; y: number } | null = null;
  #pointer = { x: 0, y: 0 };
  #box = $state.raw<Rectangle | null>(null);
  #frame = 0;
  readonly #onChange: (box: Rectangle) => void;

  constructor(onChange: (box: Rectangle) => void) {
    this.#onChange = onChange;
  }

  get box(): Rectangle | null {
    return this.#box;
  }

  press(event: PointerEvent, element: HTMLElement): void {
    this.#pointer = { x: event.clientX, y: event.clientY };
    this.#start = this.#inside(element);
  }

  move(event: PointerEvent, element: HTMLElement): void {
    if (!this.#start) return;
    this.#pointer = { x: event.clientX, y: event.clientY };
    if (!this.#box) {
      const { x, y } = this.#inside(element);
      if (Math.hypot(x - this.#start.x, y - this.#start.y) < DRAG_FROM) return;
      element.setPointerCapture(event.pointerId);
      this.#scrollNearEdges(element);
    }
    this.#draw(element);
  }

  /** Ends the drag; true when there was one, so that the click that follows is not taken for a click. */
  release(): boolean {
    const dragged = this.#box !== null;
    cancelAnimationFrame(this.#frame);
    this.#start = null;
    this.#box = null;
    return dragged;
  }

  #draw(element: HTMLElement): void {
    if (!this.#start) return;
    const { x, y } = this.#inside(element);
    const box = {
      left: Math.min(x, this.#start.x),
      right: Math.max(x, this.#start.x),
      top: Math.min(y, this.#start.y),
      bottom: Math.max(y, this.#start.y),
    };
    this.#box = box;
    this.#onChange(box);
  }

  #scrollNearEdges(element: HTMLElement): void {
    const step = () => {
      const { top, bottom } = element.getBoundingClientRect();
      const above = Math.max(0, top + EDGE - this.#pointer.y);
      const below = Math.max(0, this.#pointer.y - (bottom - EDGE));
      if (above + below > 0) {
        element.scrollTop += (below - above) / 2;
        this.#draw(element);
      }
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #inside(element: HTMLElement): { x: number; y: number } {
    const { left, top } = element.getBoundingClientRect();
    const { x, y } = this.#pointer;
    const within = (value: number, most: number) => Math.max(0, Math.min(most, value));
    return {
      x: within(x - left, element.clientWidth),
      y: within(y - top + element.scrollTop, element.scrollHeight),
    };
  }
}
