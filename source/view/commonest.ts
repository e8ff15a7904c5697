/** What occurs most often, the first of those that do; null of nothing. */
export function commonest(items: readonly string[]): string | null {
	const counts = new Map<string, number>();
	for (const item of items) {
		counts.set(item, (counts.get(item) ?? 0) + 1);
	}

	const most = Math.max(0, ...counts.values());
	return [...counts].find(([, count]) => count === most)?.[0] ?? null;
}
