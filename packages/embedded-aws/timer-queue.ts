// Timers in the order of their time, then of their making: a binary heap.

export interface TimerQueue {
  /** Returns a function that cancels the timer. */
  add(time: number, run: () => unknown): () => void;
  /** The time of the earliest timer that is not cancelled. */
  peek(): number | undefined;
  /** Removes the earliest timer and returns what it runs. */
  take(): () => unknown;
}

interface Timer {
  readonly time: number;
  readonly made: number;
  run: (() => unknown) | undefined;
}

export function timerQueue(): TimerQueue {
  const heap: Timer[] = [];
  let made = 0;

  function add(time: number, run: () => unknown): () => void {
    const timer: Timer = { time, made: made++, run };
    heap.push(timer);
    rise(heap, heap.length - 1);
    return () => {
      timer.run = undefined;
    };
  }

  function peek(): number | undefined {
    while (heap.length > 0 && heap[0]?.run === undefined) removeFirst(heap);
    return heap[0]?.time;
  }

  function take(): () => unknown {
    peek();
    return removeFirst(heap)?.run ?? (() => {});
  }

  return { add, peek, take };
}

/** Whether both places are taken, and what stands at the one comes first. */
function isBefore(heap: readonly Timer[], one: number, other: number): boolean {
  const a = heap[one];
  const b = heap[other];
  if (!a || !b) return false;
  return a.time < b.time || (a.time === b.time && a.made < b.made);
}

function swap(heap: Timer[], one: number, other: number): void {
  const a = heap[one];
  const b = heap[other];
  if (!a || !b) return;
  heap[one] = b;
  heap[other] = a;
}

function rise(heap: Timer[], start: number): void {
  let child = start;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isBefore(heap, child, parent)) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function removeFirst(heap: Timer[]): Timer | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last && heap.length > 0) {
    heap[0] = last;
    sink(heap);
  }
  return first;
}

function sink(heap: Timer[]): void {
  let parent = 0;
  for (;;) {
    const left = 2 * parent + 1;
    const right = left + 1;
    let least = parent;
    if (isBefore(heap, left, least)) least = left;
    if (isBefore(heap, right, least)) least = right;
    if (least === parent) return;
    swap(heap, parent, least);
    parent = least;
  }
}
