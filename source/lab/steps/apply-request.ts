import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {IndexUniverse} from '../../experiment/index-universe.ts';
import type {StepRequest} from './step-request.ts';

export interface ApplyRequest extends StepRequest {
	/** Which indexes there shall be, of all that are built or described; those that are not described are left alone. */
	readonly choose: (universe: IndexUniverse) => IndexConfiguration;
	/** The preset they are those of, so that what it names and this database cannot have is told; null: a SPEC names them, and is refused where it errs. */
	readonly preset: string | null;
}
