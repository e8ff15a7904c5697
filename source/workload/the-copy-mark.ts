import type {Scale} from './scale.ts';

/** Every table of The Copy. */
export const theCopyTableNames = ['users', 'projects', 'scenes', 'characters', 'shots', 'sessions'] as const;

const start = 'planflip: The Copy';

/** The COMMENT on table projects that says who made these tables: `planflip: The Copy, scale standard, seed 1`. */
export function theCopyMark(scale: Scale, seed: number): string {
	return `${start}, scale ${scale.name}, seed ${seed}`;
}

export function isTheCopyMark(comment: unknown): boolean {
	return typeof comment === 'string' && comment.startsWith(start);
}

/** The scale's name and the seed in the mark; null when it has none of ours, or none that can be read. */
export function readTheCopyMark(comment: unknown): {readonly scale: string; readonly seed: number} | null {
	const [, scale, seed] = typeof comment === 'string' ? /^planflip: The Copy, scale (\w+), seed (\d+)$/.exec(comment) ?? [] : [];
	return scale === undefined || seed === undefined ? null : {scale, seed: Number(seed)};
}
