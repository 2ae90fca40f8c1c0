import { type ComponentChildren, createContext } from 'preact'
import { useContext, useId } from 'preact/hooks'
import { Icon } from './icon.tsx'

type FieldIds = { id: string; describedBy: string | undefined; invalid: boolean }

const FieldContext = createContext<FieldIds | null>(null)

type FieldProps = {
  label: string
  hint?: string | undefined
  /** What is wrong with the value, and what would be right. */
  error?: string | undefined
  children: ComponentChildren
}

/** A control with its name, and what there is to say about it tied to it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean)
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <FieldContext.Provider
        value={{ id, describedBy: ids.length > 0 ? ids.join(' ') : undefined, invalid: error !== undefined }}
      >
        {children}
      </FieldContext.Provider>
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          <Icon name="alert" size={16} />
          <span>{error}</span>
        </p>
      )}
      {hint !== undefined && (
        <p class="note dim" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** The attributes that tie a control to the Field around it. */
export function useFieldAttributes() {
  const field = useContext(FieldContext)
  return {
    id: field?.id,
    'aria-describedby': field?.describedBy,
    'aria-invalid': field?.invalid === true ? ('true' as const) : undefined,
  }
}
