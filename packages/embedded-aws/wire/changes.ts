// Which operations change something, and which give back what is held, as far as their names tell.

const READS = /^(Describe|List|Get|BatchGet|Head|Query|Scan|Search|Test|Validate)/;
const GIVES_BACK = /^(Delete|Remove|Stop|Abort|Purge)/;

export function changesSomething(operation: string): boolean {
  return !READS.test(operation);
}

export function givesBack(operation: string): boolean {
  return GIVES_BACK.test(operation);
}
