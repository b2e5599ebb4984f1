//! Pages of somebody who is logged in.
