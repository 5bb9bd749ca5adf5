// Who removes and renames in tests, at the sight of which version.

export const anna = (onVersion = 1) => ({ by: 'anna', onVersion });
