"""The sentence and the HTTP status of every code of every room, in one place; a test holds each error to an entry."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from service.language import said

SENTENCES: dict[str, tuple[int, LazyString]] = {
    # service
    "service_error": (500, _l("Hệ thống gặp lỗi. Không có gì bị mất; hãy thử lại.")),
    "not_found": (404, _l("Không tìm thấy nội dung này, hoặc bạn không được xem.")),
    "forbidden": (403, _l("Tài khoản của bạn không có quyền làm việc này.")),
    "login_needed": (401, _l("Hãy đăng nhập, hoặc gửi kèm mã truy cập API còn hiệu lực.")),
    "unknown_form": (404, _l("Không có mẫu “%(form)s”.")),
    "form_needed": (422, _l("Không nhận ra loại văn bản trong nội dung dán vào. Hãy chọn mẫu.")),
    "form_wrong_state": (409, _l("Phiên bản này của mẫu không còn sửa hay làm bước này được.")),
    "form_not_ready": (422, _l("Mẫu chưa duyệt được. Hãy sửa những chỗ đã nêu.")),
    "form_breaks": (409, _l("Phiên bản mới làm hỏng điều phiên bản đang dùng làm được. Hãy sửa, hoặc chấp nhận.")),
    "secret_document": (
        422,
        _l(
            "Văn bản có dấu chỉ độ mật “%(mark)s”. Theo Luật Bảo vệ bí mật nhà nước, không được soạn thảo, "
            "lưu giữ bí mật nhà nước trên máy có kết nối mạng; hệ thống không giữ lại nội dung này."
        ),
    ),
    "file_missing": (422, _l("Chưa chọn tệp, hoặc tệp trống. Hãy chọn một tệp .docx.")),
    "upload_too_large": (413, _l("Tệp lớn hơn %(megabytes)s MB nên không nhận. Hãy nén ảnh trong tệp rồi gửi lại.")),
    "old_doc": (422, _l("Đây là tệp Word đời cũ (.doc). Hãy mở bằng Word, lưu thành .docx rồi gửi lại.")),
    "encrypted_docx": (422, _l("Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu trong Word rồi gửi lại.")),
    "docx_with_macros": (422, _l("Tệp có chứa macro nên không nhận. Hãy lưu thành .docx rồi gửi lại.")),
    "not_this_draft": (409, _l("Tệp này không phải được tải từ dự thảo này.")),
    "draft_changed": (
        412,
        _l("Dự thảo đã được %(changed_by)s lưu ở nơi khác. Nội dung của bạn chưa bị ghi đè; hãy xem bản mới."),
    ),
    "draft_locked": (
        409,
        _l("Dự thảo đã được cấp số %(reference)s nên không sửa được. Hãy ban hành tiếp hoặc hủy số."),
    ),
    "nothing_to_change": (409, _l("Quyền xem đã đúng như vậy, không có gì thay đổi.")),
    "own_change": (409, _l("Người đổi quyền xem không tự xác nhận; hãy để người có thẩm quyền khác xác nhận.")),
    "wrong_state": (409, _l("Dự thảo đang ở trạng thái không cho phép làm bước này.")),
    "not_ready": (422, _l("Dự thảo chưa đủ điều kiện ban hành.")),
    "issue_in_progress": (503, _l("Văn bản này đang được ban hành ở nơi khác. Hãy đợi một lát rồi xem lại.")),
    "paper_fault": (500, _l("Bản PDF tạo ra không đạt yêu cầu (%(why)s). Văn bản chưa được ban hành.")),
    "bad_input": (400, _l("Giá trị của “%(field)s” không dùng được.")),
    "file_damaged": (
        500,
        _l("Tệp trong kho không còn đúng như khi ban hành nên không mở. Hãy báo quản trị kiểm tra kho."),
    ),
    "invalid_request": (422, _l("Yêu cầu không đúng cấu trúc; xem “errors”.")),
    "invalid_json": (400, _l("Nội dung gửi lên không phải JSON hợp lệ.")),
    "key_reused": (422, _l("Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy gửi khóa mới.")),
    "revision_needed": (428, _l("Hãy gửi kèm If-Match với phiên bản dự thảo bạn đang sửa.")),
    "account_locked": (
        429,
        _l("Tài khoản tạm khóa do nhập sai mật khẩu nhiều lần. Hãy thử lại sau %(minutes)s phút."),
    ),
    "wrong_password": (403, _l("Tên đăng nhập hoặc mật khẩu không đúng.")),
    "weak_password": (
        422,
        _l("Mật khẩu cần từ 8 đến 128 ký tự, có đủ chữ thường, chữ hoa, chữ số và ký tự đặc biệt."),
    ),
    "same_password": (422, _l("Mật khẩu mới phải khác mật khẩu đang dùng.")),
    "username_taken": (409, _l("Tên đăng nhập “%(username)s” đã có người dùng. Hãy chọn tên khác.")),
    "abbreviation_taken": (409, _l("“%(short)s” đã có nghĩa “%(words)s”.")),
    "unit_taken": (409, _l("Cơ quan đã có đơn vị viết tắt là “%(abbreviation)s”.")),
    "body_taken": (
        409,
        _l("“%(name)s” đã dùng chữ viết tắt “%(abbreviation)s”. Mỗi nơi ban hành cần chữ viết tắt riêng (Điều 15)."),
    ),
    "title_in_name": (
        422,
        _l("Không ghi “%(title)s” trước họ tên người ký (%(article)s)."),
    ),
    "no_redelegation": (
        422,
        _l("%(name)s ký thừa ủy quyền nên không được ủy quyền lại (%(article)s). Hãy chọn người đứng đầu."),
    ),
    "list_has_errors": (422, _l("Danh sách còn ô phải sửa nên chưa lấy được.")),
    "basis_taken": (409, _l("Danh sách đã có “%(words)s”.")),
    "recipient_taken": (409, _l("Sổ nơi nhận đã có “%(name)s”.")),
    "last_administrator": (
        409,
        _l("Cơ quan phải còn ít nhất một người quản trị. Hãy giao quyền quản trị cho người khác trước."),
    ),
    "form_expired": (400, _l("Phiên làm việc đã hết hạn nên chưa ghi gì. Hãy tải lại trang rồi làm lại.")),
    # signing and sealing
    "pdf_unreadable": (
        422,
        _l("Không kiểm tra được tệp này: không phải PDF, lớn hơn 32 MB, hoặc mất quá nhiều thời gian."),
    ),
    "trust_refused": (422, _l("Không nhận tệp này: %(reason)s")),
    "too_many_checks": (429, _l("Bạn kiểm tra quá nhiều lần. Hãy thử lại sau một phút.")),
    "wrong_pin": (422, _l("Mã PIN không đúng nên chưa ký gì. Sai năm lần liền thì khóa tạm dừng 15 phút.")),
    "key_locked": (429, _l("Nhập sai mã PIN quá nhiều lần. Khóa dùng lại được sau 15 phút.")),
    "key_missing": (409, _l("Chưa có khóa để ký của %(whose)s. Hãy thêm khóa ký, hoặc dùng cách ký trên giấy.")),
    "key_refused": (422, _l("Không nhận được khóa này: %(reason)s")),
    "key_expired": (409, _l("Chứng thư số chỉ có hiệu lực từ %(since)s đến %(until)s nên không ký được.")),
    "not_your_turn": (403, _l("Văn bản này chờ %(name)s ký.")),
    "sign_again": (409, _l("Bản đã ký ghi “%(signed)s”, nay phải là “%(now)s”. Hãy lấy lại dự thảo và trình ký lại.")),
    "signature_refused": (422, _l("Chữ ký không hợp lệ nên không được lưu. Hãy thử lại hoặc báo quản trị.")),
    "continuation_refused": (422, _l("Không nhận tệp nộp lại: %(reason)s")),
    "token_failed": (
        503,
        _l("Thiết bị ký không làm việc (%(why)s). Chưa ký gì; hãy cắm lại hoặc mở khóa thiết bị rồi thử lại."),
    ),
    "sign_outside": (
        409,
        _l("Khóa của %(whose)s nằm ở phần mềm hoặc dịch vụ ký bên ngoài. Hãy lấy dữ liệu cần ký, ký ở đó rồi nộp lại."),
    ),
    "appendices_need_key": (
        409,
        _l("Dự thảo có phụ lục là tệp riêng nên phải đóng dấu bằng khóa đặt tại đây hoặc trên thiết bị."),
    ),
    "outside_expired": (
        409,
        _l("Chưa lấy dữ liệu để ký ở ngoài, hoặc đã quá 15 phút. Hãy lấy lại dữ liệu cần ký."),
    ),
    "act_refused": (
        409,
        _l(
            "Không làm được việc này với %(reference)s: văn bản đã hết hiệu lực, hoặc phải dùng hình thức văn bản khác "
            "(%(article)s Nghị định 30/2020/NĐ-CP)."
        ),
    ),
    "act_ended": (
        409,
        _l("%(reference)s đã bị thu hồi hoặc thay thế từ trước. Hãy bỏ %(reference)s khỏi dự thảo này."),
    ),
    "act_other_kind": (
        409,
        _l(
            "%(reference)s phải được sửa đổi, thay thế bằng văn bản có hình thức tương đương, đính chính bằng công văn "
            "(%(article)s Nghị định 30/2020/NĐ-CP). Hãy dùng mẫu khác, hoặc bỏ %(reference)s khỏi dự thảo này."
        ),
    ),
    "appendix_refused": (422, _l("Không nhận tệp này làm phụ lục: %(reason)s")),
    "draft_signed": (409, _l("%(name)s đã ký dự thảo này nên không sửa được nữa. Muốn sửa, hãy lấy lại dự thảo.")),
    "field_too_narrow": (409, _l("Số %(value)s dài hơn chỗ dành cho số trên bản đã ký. Hãy lấy lại và trình ký lại.")),
    "no_place_to_sign": (422, _l("Mẫu này không có “Chỗ ký” phía trên họ tên người ký nên chỉ ký được trên giấy.")),
    "scan_not_ready": (409, _l("Bản quét chưa ở bước làm được việc này: có thể còn đang đọc, hoặc chưa chọn văn bản.")),
    "signed_as_file": (409, _l("%(reference)s đã ký số nên không cần bản quét: bản PDF có chữ ký số là bản gốc.")),
    "copy_not_allowed": (
        409,
        _l("Không có hình thức sao này đối với văn bản này (%(article)s Nghị định 30/2020/NĐ-CP)."),
    ),
    "copy_frozen": (409, _l("%(reference)s đã bị thu hồi hoặc thay thế nên không sao nữa.")),
    "scan_needed": (409, _l("%(reference)s là văn bản giấy, chưa có bản quét để sao. Hãy quét bản giấy đã ký trước.")),
    "scan_too_poor": (
        409,
        _l("Bản quét %(dpi)s dpi không đạt chuẩn sao sang điện tử: ảnh màu, từ 200 dpi. Hãy quét lại."),
    ),
    "not_in_text": (422, _l("Bản trích sao phải đúng từng chữ; dòng này không có trong văn bản: “%(line)s”.")),
    # what stands between a draft and its issue
    "field_missing": (422, _l("Chưa điền mục bắt buộc.")),
    "signer_unknown": (422, _l("“%(name)s” chưa có trong danh sách người ký của cơ quan. Hãy chọn người ký.")),
    "signer_not_yet": (422, _l("%(name)s chỉ được ký từ ngày %(since)s (%(article)s Nghị định 30/2020/NĐ-CP).")),
    "signer_expired": (
        422,
        _l("Thẩm quyền ký của %(name)s đã hết sau ngày %(until)s (%(article)s Nghị định 30/2020/NĐ-CP)."),
    ),
    "signer_not_for_kind": (
        422,
        _l("%(name)s không được giao ký loại văn bản này (%(article)s Nghị định 30/2020/NĐ-CP)."),
    ),
    "signer_not_for_body": (
        422,
        _l("%(name)s không ký văn bản của %(issuer)s (%(article)s Nghị định 30/2020/NĐ-CP)."),
    ),
    "signer_without_document": (
        422,
        _l(
            "%(name)s ký %(authority)s. nhưng chưa ghi văn bản giao ký "
            "(%(article)s Nghị định 30/2020/NĐ-CP). Quản trị ghi ở mục Người ký."
        ),
    ),
    "issuer_unknown": (422, _l("Nơi ban hành đã chọn không có trong danh sách của cơ quan. Hãy chọn lại.")),
    "issuer_not_yet": (422, _l("%(name)s chỉ ban hành văn bản từ ngày %(since)s.")),
    "issuer_ended": (422, _l("%(name)s đã thôi ban hành văn bản sau ngày %(until)s.")),
    "to_check_left": (422, _l("Còn %(count)s chỗ lấy từ văn bản trước chưa kiểm tra lại.")),
    "basis_not_in_force": (422, _l("Không còn hiệu lực sau ngày %(until)s: “%(words)s”.")),
    "basis_replaced": (422, _l("Không còn hiệu lực sau ngày %(until)s: “%(words)s”. Đã được thay bằng “%(by)s”.")),
    "basis_not_yet": (422, _l("Chưa có hiệu lực trước ngày %(since)s: “%(words)s”.")),
    "cited_recalled": (422, _l("Đã bị thu hồi theo %(by)s: “%(words)s”.")),
    "cited_replaced": (422, _l("Đã được thay thế bởi %(by)s: “%(words)s”.")),
    "cited_amended": (422, _l("Đã được sửa đổi bởi %(by)s: “%(words)s”.")),
    "cited_corrected": (422, _l("Đã được đính chính bởi %(by)s: “%(words)s”.")),
    "cited_said_recall": (422, _l("Bị thu hồi theo lời văn của %(by)s: “%(words)s”.")),
    "cited_said_replace": (422, _l("Được thay thế, bãi bỏ theo lời văn của %(by)s: “%(words)s”.")),
    "cited_said_amend": (422, _l("Được sửa đổi theo lời văn của %(by)s: “%(words)s”.")),
    "cited_said_correct": (422, _l("Được đính chính theo lời văn của %(by)s: “%(words)s”.")),
    "cited_changed": (422, _l("Không còn như khi ban hành: “%(words)s”. Hãy mở văn bản ấy để xem.")),
    "layout_error": (422, _l("%(message)s Theo %(article)s.")),
    "layout_warning": (422, _l("%(message)s Theo %(article)s.")),
    # doc_templates
    "scan_unreadable": (422, _l("Không đọc được bản quét. Hãy gửi tệp PDF, JPG, PNG hoặc TIFF còn nguyên vẹn.")),
    "import_state": (409, _l("Lần nhập kho hoặc tệp này đang ở trạng thái không cho phép làm bước này.")),
    "import_incomplete": (422, _l("Chưa đưa vào kho được: còn thiếu loại văn bản, ngày hoặc trích yếu.")),
    "brought_unreadable": (
        422,
        _l("Không nhận được tệp này vào kho: tệp hỏng, có mật khẩu, quá lớn hoặc không phải văn bản."),
    ),
    "not_a_docx": (
        422,
        _l("Tệp này không phải Word (.docx) đọc được. Hãy mở bằng Word hoặc LibreOffice rồi lưu dạng .docx."),
    ),
    "docx_too_large": (422, _l("Tệp lớn hơn mức một văn bản cần có nên không mở.")),
    "doc_templates_error": (500, _l("Không tạo được văn bản từ mẫu.")),
    "unknown_field": (422, _l("Mẫu không có mục “%(field)s”.")),
    "wrong_shape": (422, _l("Mục “%(field)s” không đúng kiểu dữ liệu (cần %(expected)s).")),
    "too_long": (422, _l("Mục “%(field)s” quá dài (tối đa %(limit)s ký tự).")),
    "template_fault": (422, _l("Mẫu văn bản có lỗi ở đoạn %(paragraph)s: %(words)s")),
    "pdf_failed": (422, _l("Không chuyển được văn bản sang PDF.")),
    "pdf_timeout": (503, _l("Chuyển sang PDF quá lâu nên đã dừng. Hãy thử lại.")),
    "pdf_unavailable": (503, _l("Máy chủ chưa có LibreOffice hoặc phông chữ. Hãy báo quản trị: %(install)s")),
    "broken_pdf": (422, _l("Tệp PDF bị hỏng.")),
    "bad_content": (
        422,
        _l("Nội dung gửi từ khung soạn thảo không đọc được. Hãy chuyển sang Văn bản thuần để sửa tiếp."),
    ),
    "page_missing": (404, _l("Văn bản chỉ có %(pages)s trang.")),
    "list_unreadable": (422, _l("Không đọc được tệp này. Hãy mở tệp rồi lưu lại thành .xlsx, .csv hoặc .docx.")),
    "list_encrypted": (422, _l("Tệp có mật khẩu nên không đọc được. Hãy lưu lại không có mật khẩu.")),
    "list_old_format": (
        422,
        _l("Tệp kiểu cũ (.xls, .doc) hoặc có mật khẩu. Hãy lưu lại thành .xlsx hoặc .docx, không có mật khẩu."),
    ),
    "list_without_table": (422, _l("Trong tệp không có bảng nào có chữ.")),
    "list_too_large": (413, _l("Danh sách quá lớn: chỉ nhận tối đa 10.000 dòng, 200 cột.")),
    # archive
    "archive_error": (500, _l("Kho lưu trữ gặp lỗi. Không có gì bị mất.")),
    "unknown_agency": (404, _l("Không có cơ quan này.")),
    "no_register": (409, _l("Cơ quan chưa mở sổ đăng ký cho năm này.")),
    "register_in_use": (409, _l("Sổ đã có số nên không đặt lại số đầu được.")),
    "pattern_in_use": (409, _l("Năm nay đã có sổ; cách đánh số mới chỉ áp dụng từ năm sau.")),
    "date_before_last": (409, _l("Ngày văn bản sớm hơn ngày của số vừa cấp trong sổ.")),
    "reason_needed": (422, _l("Phải ghi lý do.")),
    "number_not_reserved": (409, _l("Số này không ở trạng thái đã giữ nên không hủy được.")),
    "document_already_filed": (409, _l("Văn bản đã được đưa vào kho; hãy ban hành tiếp, không hủy số được.")),
    "not_enough_space": (503, _l("Ổ đĩa của kho lưu trữ đã đầy. Văn bản chưa được ban hành; số vẫn được giữ.")),
    # index
    "search_error": (503, _l("Tra cứu đang gặp lỗi. Văn bản vẫn an toàn trong kho.")),
    "index_broken": (503, _l("Chỉ mục tra cứu bị hỏng, cần dựng lại. Văn bản vẫn an toàn trong kho.")),
    "unknown_engine": (500, _l("Cấu hình bộ máy tra cứu không đúng.")),
    "agency_exists": (409, _l("Mã cơ quan này đã có.")),
    "archive_busy": (503, _l("Kho lưu trữ đang bận. Hãy thử lại sau ít giây.")),
    "bad_identifier": (422, _l("Mã “%(value)s” không dùng được: chỉ dùng chữ thường không dấu, số và dấu gạch nối.")),
    "bad_name": (500, _l("Tên tệp không được phép. Văn bản chưa được ban hành.")),
    "date_outside_year": (409, _l("Ngày văn bản không thuộc năm của sổ đăng ký.")),
    "filing_disagrees": (500, _l("Dữ liệu lưu kho không khớp nhau. Văn bản chưa được ban hành.")),
    "first_number_wrong": (422, _l("Số đầu của sổ phải từ 1 trở lên.")),
    "name_missing": (409, _l("Cơ quan chưa có tên vào ngày này. Hãy khai tên cơ quan có hiệu lực từ ngày sớm hơn.")),
    "not_a_storage_root": (500, _l("Thư mục kho lưu trữ không đúng. Hãy báo quản trị kiểm tra STORAGE_URL.")),
    "object_damaged": (500, _l("Một tệp trong kho đã bị thay đổi. Hãy báo quản trị chạy kiểm tra kho.")),
    "object_differs": (500, _l("Kho đã có nội dung khác dưới cùng mã. Văn bản chưa được ban hành.")),
    "object_missing": (500, _l("Thiếu tệp trong kho. Hãy báo quản trị chạy kiểm tra kho.")),
    "reference_taken": (409, _l("Số %(number)s/%(symbol)s đã có ở một sổ khác của năm này.")),
    "unknown_number": (404, _l("Không có số này trong sổ.")),
    "unknown_pattern": (422, _l("Cách đánh số không đúng.")),
    "unknown_storage": (500, _l("Cấu hình kho lưu trữ không đúng. Hãy báo quản trị kiểm tra STORAGE_URL.")),
    "unreadable_filing": (500, _l("Thông tin lưu kho của văn bản bị hỏng. Hãy báo quản trị chạy kiểm tra kho.")),
    "broken_form": (500, _l("Thư mục của mẫu “%(form)s” bị hỏng. Hãy báo quản trị.")),
    "incomplete_signer": (422, _l("Thẩm quyền ký chưa khai đủ chức vụ.")),
    "unknown_authority": (422, _l("Không có hình thức ký “%(authority)s”.")),
    "too_many_saved_searches": (422, _l("Mỗi người lưu được tối đa %(most)s tìm kiếm. Hãy xóa bớt rồi lưu lại.")),
    "list_gone": (404, _l("Tệp danh mục này không còn. Hãy xuất lại.")),
    "index_busy": (503, _l("Chỉ mục tra cứu đang được ghi hoặc dựng lại. Hãy thử lại sau ít phút.")),
}

HTTP_SENTENCES: dict[int, LazyString] = {
    400: _l("Yêu cầu không đúng."),
    401: _l("Hãy đăng nhập, hoặc gửi kèm mã truy cập API còn hiệu lực."),
    403: _l("Tài khoản của bạn không có quyền làm việc này."),
    404: _l("Không tìm thấy nội dung này, hoặc bạn không được xem."),
    405: _l("Địa chỉ này không nhận cách gọi đó."),
    413: _l("Nội dung gửi lên quá lớn."),
    415: _l("Kiểu nội dung gửi lên không dùng được; hãy gửi JSON."),
    428: _l("Hãy gửi kèm If-Match với phiên bản dự thảo bạn đang sửa."),
    429: _l("Quá nhiều lần thử. Hãy đợi một lát."),
}


def sentence(code: str, data: dict[str, object] | None = None) -> str:
    """The sentence for people, in the language of the request."""
    text = str(SENTENCES[code][1])
    try:
        return text % {name: _said(value) for name, value in (data or {}).items()}
    except KeyError:
        return text.split("%(")[0].rstrip(" “(:")


def _said(value: object) -> object:
    """Words that come in both languages, such as those of a layout rule, in the language of the request."""
    if isinstance(value, Mapping) and "vi" in value:
        return said(value)
    return value
