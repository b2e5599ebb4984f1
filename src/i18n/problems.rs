//! What went wrong, in words: what happened and what to do next. Each `match` is exhaustive, so a
//! new code does not compile without its texts.

use super::{format, refusals};
use crate::api::ApiError;
use crate::t;
use domain::activity::DraftFault;
use domain::can::Denied;
use domain::problem::{ErrorCode, FieldCode, Problem};

/// One or two sentences for a failed request.
pub fn error(error: &ApiError) -> String {
    match error {
        ApiError::Network => t!(problems.network).into(),
        ApiError::Timeout => t!(problems.timeout).into(),
        ApiError::Unreadable { .. } => t!(problems.unreadable).into(),
        ApiError::Problem(problem) => of_problem(problem),
    }
}

fn of_problem(problem: &Problem) -> String {
    if let Some(refusal) = &problem.refusal {
        return refusals::words(refusal);
    }
    let more = [problem.fault.map(fault), problem.denied.map(denied)].into_iter().flatten().next();
    match (more, problem.code, problem.retry_after_seconds) {
        (Some(more), ..) => more.into(),
        (None, ErrorCode::CodeWrong, _) => match problem.tries_left {
            Some(0) => t!(problems.code_expired).into(),
            Some(tries) => t!(problems.code_wrong_left, tries = tries.to_string()),
            None => t!(problems.code_wrong).into(),
        },
        (None, ErrorCode::EvidenceWrong, _) => match problem.tries_left {
            Some(0) => t!(problems.evidence_no_tries).into(),
            Some(tries) => t!(problems.evidence_wrong_left, tries = tries.to_string()),
            None => t!(problems.evidence_wrong).into(),
        },
        (None, ErrorCode::CodeTooSoon, Some(seconds)) => t!(problems.code_too_soon_in, seconds = seconds.to_string()),
        (None, ErrorCode::TooManyRequests, Some(seconds)) => t!(problems.too_many_requests_in, long = format::lasting(i64::from(seconds))),
        (None, code, _) => of_code(code).into(),
    }
}

/// The sentence of a code.
pub fn of_code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::BadRequest => t!(problems.bad_request),
        ErrorCode::InvalidJson => t!(problems.invalid_json),
        ErrorCode::IdempotencyKeyMissing => t!(problems.idempotency_key_missing),
        ErrorCode::NotLoggedIn => t!(problems.not_logged_in),
        ErrorCode::WrongPassword => t!(problems.wrong_password),
        ErrorCode::NotEnrolled => t!(problems.not_enrolled),
        ErrorCode::Forbidden => t!(problems.forbidden),
        ErrorCode::ForeignOrigin => t!(problems.foreign_origin),
        ErrorCode::NotFound => t!(problems.not_found),
        ErrorCode::MethodNotAllowed => t!(problems.method_not_allowed),
        ErrorCode::SignUpRefused => t!(problems.sign_up_refused),
        ErrorCode::CancelTooLate => t!(problems.cancel_too_late),
        ErrorCode::NotSignedUp => t!(problems.not_signed_up),
        ErrorCode::IdCardTaken => t!(problems.id_card_taken),
        ErrorCode::IdCardKnown => t!(problems.id_card_known),
        ErrorCode::CardElsewhere => t!(problems.card_elsewhere),
        ErrorCode::CardGone => t!(problems.card_gone),
        ErrorCode::WrongStatus => t!(problems.wrong_status),
        ErrorCode::ChangedMeanwhile => t!(problems.changed_meanwhile),
        ErrorCode::OwnEntry => t!(problems.own_entry),
        ErrorCode::TooLarge => t!(problems.too_large),
        ErrorCode::UnsupportedMediaType => t!(problems.unsupported_media_type),
        ErrorCode::Invalid => t!(problems.invalid),
        ErrorCode::IdempotencyKeyReused => t!(problems.idempotency_key_reused),
        ErrorCode::CodeWrong => t!(problems.code_wrong),
        ErrorCode::EvidenceWrong => t!(problems.evidence_wrong),
        ErrorCode::ClockOff => t!(problems.clock_off),
        ErrorCode::CodeExpired => t!(problems.code_expired),
        ErrorCode::ScanFileUnsigned => t!(problems.scan_file_unsigned),
        ErrorCode::ScanFileAltered => t!(problems.scan_file_altered),
        ErrorCode::ScanFileRevoked => t!(problems.scan_file_revoked),
        ErrorCode::TicketExpired => t!(problems.ticket_expired),
        ErrorCode::DraftFaulty => t!(problems.draft_faulty),
        ErrorCode::TooManyRequests => t!(problems.too_many_requests),
        ErrorCode::CodeTooSoon => t!(problems.code_too_soon),
        ErrorCode::CodeDailyLimit => t!(problems.code_daily_limit),
        ErrorCode::Internal => t!(problems.internal),
        ErrorCode::SmsUnavailable => t!(problems.sms_unavailable),
        ErrorCode::Unavailable => t!(problems.unavailable),
        ErrorCode::Timeout => t!(problems.server_timeout),
    }
}

/// What is wrong with one field.
pub fn field(code: FieldCode) -> String {
    match code {
        FieldCode::Required => t!(problems.field_required).into(),
        FieldCode::TooLong { max } => t!(problems.field_too_long, max = max.to_string()),
        FieldCode::Forbidden => t!(problems.field_forbidden).into(),
        FieldCode::Format => t!(problems.field_format).into(),
        FieldCode::OutOfRange => t!(problems.field_out_of_range).into(),
        FieldCode::Unknown => t!(problems.field_unknown).into(),
        FieldCode::Unexpected => t!(problems.field_unexpected).into(),
        FieldCode::IdCardLength => t!(problems.field_id_card_length).into(),
        FieldCode::IdCardCharacter => t!(problems.field_id_card_character).into(),
        FieldCode::IdCardBirth => t!(problems.field_id_card_birth).into(),
        FieldCode::IdCardCheck => t!(problems.field_id_card_check).into(),
        FieldCode::OrgCodeLength => t!(problems.field_org_code_length).into(),
        FieldCode::OrgCodeCharacter => t!(problems.field_org_code_character).into(),
        FieldCode::OrgCodeCheck => t!(problems.field_org_code_check).into(),
    }
}

/// What a draft lacks.
pub fn fault(fault: DraftFault) -> &'static str {
    match fault {
        DraftFault::Positions => t!(problems.fault_positions),
        DraftFault::Shifts => t!(problems.fault_shifts),
        DraftFault::ShiftTime => t!(problems.fault_shift_time),
        DraftFault::Capacity => t!(problems.fault_capacity),
        DraftFault::MapPosition => t!(problems.fault_map_position),
        DraftFault::Requirements => t!(problems.fault_requirements),
        DraftFault::Questions => t!(problems.fault_questions),
        DraftFault::Programme => t!(problems.fault_programme),
        DraftFault::InsuranceMissing => t!(problems.fault_insurance_missing),
        DraftFault::AllInThePast => t!(problems.fault_all_in_the_past),
        DraftFault::Foreign => t!(problems.fault_foreign),
        DraftFault::ShiftBegun => t!(problems.fault_shift_begun),
        DraftFault::ShiftPast => t!(problems.fault_shift_past),
        DraftFault::BelowTaken => t!(problems.fault_below_taken),
        DraftFault::ReviewNeeded => t!(problems.fault_review_needed),
    }
}

/// Why somebody may not.
pub fn denied(denied: Denied) -> &'static str {
    match denied {
        Denied::NotLoggedIn => t!(problems.denied_not_logged_in),
        Denied::NotAVolunteer => t!(problems.denied_not_a_volunteer),
        Denied::NoRole => t!(problems.denied_no_role),
        Denied::OutsideScope => t!(problems.denied_outside_scope),
    }
}
