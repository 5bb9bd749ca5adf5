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
    while (heap.length > 0 && heap[0]!.run === undefined) removeFirst(heap);
    return heap[0]?.time;
  }

  function take(): () => unknown {
    peek();
    const { run } = removeFirst(heap);
    return run!;
  }

  return { add, peek, take };
}

function before(a: Timer, b: Timer): boolean {
  return a.time < b.time || (a.time === b.time && a.made < b.made);
}

function rise(heap: Timer[], start: number): void {
  let child = start;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!before(heap[child]!, heap[parent]!)) return;
    [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
    child = parent;
  }
}

function removeFirst(heap: Timer[]): Timer {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length > 0) {
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
    if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
    if (right < heap.length && before(heap[right]!, heap[least]!)) least = right;
    if (least === parent) return;
    [heap[parent], heap[least]] = [heap[least]!, heap[parent]!];
    parent = least;
  }
}
