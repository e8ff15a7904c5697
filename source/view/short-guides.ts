/** A level is so many cells. */
const level = 3;

/** The lines that lead to a node, at most so many cells: of a node thousands deep the last of them, as its name matters more. */
export function shortGuides(guides: string, most: number): string {
	if (guides.length <= most) {
		return guides;
	}

	const levels = Math.max(1, Math.floor((most - 1) / level));
	return `…${guides.slice(-levels * level)}`;
}
