// An object that keeps the fields it does not know. Its type names only the known ones, so that a
// misspelt field is still an error of the compiler.
import { z } from "zod";

export const openObject = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.looseObject(shape) as unknown as z.ZodObject<S, z.core.$strip>;
