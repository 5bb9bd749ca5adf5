// How large a file may be that is handed over with a command.

/** A pipeline of a thousand targets has a third of it; what else a file may be is said by those who read it. */
export const MOST_FILE_CHARACTERS = 5_000_000;
