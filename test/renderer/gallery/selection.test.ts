import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { photos } from '../../../renderer/photos/photos.svelte.ts';
import {
  selection,
  showAfresh,
  showOnly,
  shownPhotos,
} from '../../../renderer/photos/shown.svelte.ts';
import { committed, contentsOf } from '../library.ts';

const CAT = 11;
function chosen() {
  return [...selection.selectedIds].sort((one, other) => one - other);
}

function open(marks: number[], statuses?: number[]): void {
  photos.replace(contentsOf(marks, statuses));
  showAfresh();
}

beforeEach(() => open([0, 0, 0, 0, 0, 0]));

describe('what is selected', () => {
  it('is one photo after a click, and labels apply to it', () => {
    selection.moveTo(2, 'replace');
    expect(chosen()).toEqual([3]);
    expect(selection.targets).toEqual([3]);
  });

  it('is the whole range after a Shift-click, in both directions, from the same anchor', () => {
    selection.moveTo(2, 'replace');
    selection.moveTo(4, 'extend');
    expect(chosen()).toEqual([3, 4, 5]);
    selection.moveTo(0, 'extend');
    expect(chosen()).toEqual([1, 2, 3]);
  });

  it('gains and loses one photo by Ctrl-click', () => {
    selection.moveTo(0, 'replace');
    selection.moveTo(3, 'toggle');
    selection.moveTo(0, 'toggle');
    expect(chosen()).toEqual([4]);
  });

  it('is only what the filter shows when all is selected', () => {
    open([CAT, 0, CAT, 0]);
    showOnly(CAT);
    selection.selectAll();
    expect(chosen()).toEqual([1, 3]);
  });

  it('is the focused photo for a label when nothing is selected', () => {
    selection.moveTo(3, 'replace');
    selection.clear();
    expect(selection.count).toBe(0);
    expect(selection.targets).toEqual([4]);
  });

  it('never reaches photos that the filter hides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, -1, 11, 12), { maxLength: 40 }),
        fc.constantFrom('all' as const, 'unlabelled' as const, 'neither' as const, 11, 12),
        fc.array(
          fc.tuple(
            fc.nat(45),
            fc.constantFrom('replace' as const, 'toggle' as const, 'extend' as const),
          ),
          { maxLength: 12 },
        ),
        (marks, filter, moves) => {
          open(marks);
          showOnly(filter);
          for (const [position, gesture] of moves) selection.moveTo(position, gesture);
          const shown = new Set(
            Array.from({ length: shownPhotos.length }, (_, position) => shownPhotos.idAt(position)),
          );
          expect(selection.targets.every((id) => shown.has(id))).toBe(true);
          expect(selection.targets.length > 0).toBe(shown.size > 0);
        },
      ),
    );
  });
});

describe('what is shown', () => {
  it('is what the filter lets through, and says where each photo is among the others', () => {
    open([CAT, 0, CAT, 0]);
    showOnly(CAT);
    expect([0, 1, 2].map((position) => shownPhotos.idAt(position))).toEqual([1, 3, -1]);
    expect([shownPhotos.placeOf(3), shownPhotos.shows(3)]).toEqual([1, true]);
    expect([shownPhotos.placeOf(2), shownPhotos.shows(2)]).toEqual([1, false]);
  });

  it('carries the same chip for as long as its label stays, so that one label redraws one cell', () => {
    open([CAT, CAT, 0]);
    const before = shownPhotos.chipAt(0);
    photos.change(committed([3], CAT));
    expect(shownPhotos.chipAt(0)).toBe(before);
    expect(shownPhotos.chipAt(2)).toBe(before);
    expect(shownPhotos.chipAt(3)).toBeNull();
  });
});

describe('the focus', () => {
  it('stays inside the list', () => {
    selection.moveTo(99, 'replace');
    expect(selection.focus).toBe(5);
    selection.moveTo(-4, 'replace');
    expect(selection.focus).toBe(0);
  });

  it('lands on the next photo when its own leaves the list', () => {
    showOnly('unlabelled');
    selection.moveTo(2, 'replace');
    photos.change(committed([3], CAT));
    expect(selection.focusedId).toBe(4);
  });

  it('lands on the last photo when the last one leaves the list', () => {
    showOnly('unlabelled');
    selection.moveTo(5, 'replace');
    photos.change(committed([6], CAT));
    expect(selection.focusedId).toBe(5);
  });

  it('is nowhere in an empty list', () => {
    open([]);
    expect(selection.focus).toBe(-1);
    expect(selection.targets).toEqual([]);
  });

  it('stays on its photo when others are added before it', () => {
    selection.moveTo(1, 'replace');
    const more = contentsOf([0, 0, 0]);
    more.photoIds = Uint32Array.of(9, 1, 2);
    photos.replace(more);
    expect(selection.focusedId).toBe(2);
    expect(selection.focus).toBe(2);
  });
});
