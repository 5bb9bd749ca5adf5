// What nobody has caught while a person looks on: it is told, and the world goes on.

/** Returns a function that takes the net away. */
export function lastNet(tell: (text: string) => void): () => void {
  const caught = (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell(`Expected every error to be answered where it happens, got one that was not: ${text}`);
  };
  process.on('uncaughtException', caught);
  process.on('unhandledRejection', caught);
  return () => {
    process.removeListener('uncaughtException', caught);
    process.removeListener('unhandledRejection', caught);
  };
}
