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
