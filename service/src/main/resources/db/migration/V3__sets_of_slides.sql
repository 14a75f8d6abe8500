-- A slide's sets are looked up by what they were made on.

create index instance_referenced_series on instance (referenced_series_uid);
create index instance_referenced_image on instance (referenced_image_uid);
create index instance_frame_of_reference on instance (frame_of_reference_uid);
