// What the published bundle needs and Node 20 does not have: it runs on the Node that its user has. Sources run on the
// Node of the lock file, and do not load this.

interface Settled<Value> {
  promise: Promise<Value>;
  resolve: (value: Value | PromiseLike<Value>) => void;
  reject: (reason?: unknown) => void;
}

const missing = {
  groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) {
    const groups = new Map<Key, Item[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index);
      index += 1;
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
    return groups;
  },
  withResolvers<Value>(): Settled<Value> {
    const settled: Partial<Settled<Value>> = {};
    settled.promise = new Promise<Value>((resolve, reject) =>
      Object.assign(settled, { resolve, reject }),
    );
    return settled as Settled<Value>;
  },
};

(Map as Partial<MapConstructor>).groupBy ??= missing.groupBy;
(Promise as Partial<PromiseConstructor>).withResolvers ??= missing.withResolvers;
