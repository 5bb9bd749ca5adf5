// The pages that builds make for sites, which say whose they are.

export function pageOf(name: string): string {
  return `<!doctype html>\n<title>${name}</title>\n<link rel="stylesheet" href="site.css">\n`;
}

export const STYLE = 'body { margin: 3rem }\n';

/** The revision whose page it is, by the scenario's name. */
export function revisionOfPage(page: string): string | undefined {
  return /<title>([^<]*)<\/title>/.exec(page)?.[1];
}
