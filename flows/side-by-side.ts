// Does something for many things at once, but not for all of them.

const AT_ONCE = 10;

/** For what is done, and not only read: each has its turn, whatever fails; the first failure is thrown at the end. */
export async function eachSideBySide<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const ended = await sideBySide(items, (item) => Promise.allSettled([run(item)]));
  return ended.map(([each]) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}

/** The results in the order of the items; the first failure is thrown once what has begun has ended. */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const ended = await Promise.allSettled(items.slice(start, start + AT_ONCE).map(run));
    for (const each of ended) {
      if (each.status === 'rejected') throw each.reason;
      results.push(each.value);
    }
  }
  return results;
}
